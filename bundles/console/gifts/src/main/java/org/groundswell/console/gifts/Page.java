package org.groundswell.console.gifts;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.Role;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;

/** What all of these pages answer alike. */
abstract class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** RFC 9110, section 15.5.21: understood, and not to be done like this. */
    static final int UNPROCESSABLE = 422;

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

    /** Whether whoever asks may do this; if not, that was answered. */
    static boolean allows(HttpServletRequest request, HttpServletResponse response, Role role) throws IOException {
        boolean allowed = request.isUserInRole(role.id());
        if (!allowed) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
        return allowed;
    }

    /** Reloading the next page does nothing again. */
    static void see(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }
}
