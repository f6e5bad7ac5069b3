package org.groundswell.console.payouts;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;

/** What all of these pages answer alike. */
abstract class PayoutPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** A request that is answered whatever comes of it. */
    @FunctionalInterface
    interface Answer {
        void give() throws BadFormException, IOException;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            super.service(request, response);
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            if (response.isCommitted()) {
                throw new IOException("Broken off: " + e.getMessage(), e);
            }
            response.setHeader("Retry-After", "60");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    static void answer(HttpServletResponse response, Answer answer) throws IOException {
        try {
            answer.give();
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }
}
