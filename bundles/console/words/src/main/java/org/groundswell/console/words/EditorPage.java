package org.groundswell.console.words;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.forms.BadFormException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What these pages answer alike. */
abstract class EditorPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EditorPage.class);
    private static final int NUMBER_LENGTH = 36;

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
        } catch (LedgerUnavailableException | PortUnavailableException | UncheckedIOException e) {
            if (response.isCommitted()) {
                throw new IOException("Broken off: " + e.getMessage(), e);
            }
            LOG.warn("A page of the console could not be answered: {}", e.getMessage());
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

    /** Reloading the next page does nothing again. */
    static void see(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address);
    }

    /** The number that stands in a form's field; nothing where it is empty. */
    static Optional<UUID> number(String field, String sent) throws BadFormException {
        try {
            if (sent.isEmpty()) {
                return Optional.empty();
            }
            if (sent.length() == NUMBER_LENGTH) {
                return Optional.of(UUID.fromString(sent));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new BadFormException(400, field + ": expected a number that the page has");
    }
}
