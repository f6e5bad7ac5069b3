package org.groundswell.console.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;

/** A request of somebody whose token was shown: bundles ask it for name and roles as they ask a page's. */
final class KnownRequest extends HttpServletRequestWrapper {
    private final SignedIn person;

    KnownRequest(HttpServletRequest request, SignedIn person) {
        super(request);
        this.person = person;
    }

    @Override
    public String getRemoteUser() {
        return person.name();
    }

    @Override
    public boolean isUserInRole(String role) {
        return person.roles().contains(Role.OWNER) || person.roles().stream().anyMatch(each -> each.id().equals(role));
    }
}
