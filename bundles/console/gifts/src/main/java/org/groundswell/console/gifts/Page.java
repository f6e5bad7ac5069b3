package org.groundswell.console.gifts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.Role;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.servlets.FormPage;

/** A page about gifts. */
abstract class Page extends FormPage {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean isAway(RuntimeException thrown) {
        return thrown instanceof LedgerUnavailableException || thrown instanceof PortUnavailableException;
    }

    /** Whether whoever asks may do this; if not, that was answered. */
    static boolean allows(HttpServletRequest request, HttpServletResponse response, Role role) throws IOException {
        boolean allowed = request.isUserInRole(role.id());
        if (!allowed) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
        return allowed;
    }
}
