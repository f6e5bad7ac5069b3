package org.groundswell.shared.servlets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.shared.forms.BadFormException;

/** A page with forms: what cannot be read has its 4xx, what is away for a moment 503, and what was done leads on. */
public abstract class FormPage extends HttpServlet {
    /** RFC 9110, section 15.5.21: understood, and not to be done like this. */
    public static final int UNPROCESSABLE = 422;
    private static final long serialVersionUID = 1L;
    private static final String RETRY_SECONDS = "60";

    /** A request that is answered whatever comes of it. */
    @FunctionalInterface
    public interface Answer {
        void give() throws BadFormException, IOException;
    }

    /** Whether what was thrown says that something the page needs is away, and comes back. */
    protected boolean isAway(RuntimeException thrown) {
        return false;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            super.service(request, response);
        } catch (RuntimeException e) {
            if (!isAway(e)) {
                throw e;
            }
            if (response.isCommitted()) {
                throw new IOException("Broken off: " + e.getMessage(), e);
            }
            response.setHeader("Retry-After", RETRY_SECONDS);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    /** Gives the answer, or says by its status what was wrong with the form. */
    protected static void answer(HttpServletResponse response, Answer answer) throws IOException {
        try {
            answer.give();
        } catch (BadFormException e) {
            response.sendError(e.status());
        }
    }

    /** Reloading the next page does nothing again. */
    protected static void see(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }
}
