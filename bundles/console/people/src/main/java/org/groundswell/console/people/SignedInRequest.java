package org.groundswell.console.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request of somebody who is being signed in by it: what it does is noted under this name. */
final class SignedInRequest extends HttpServletRequestWrapper {
    private final String name;

    SignedInRequest(HttpServletRequest request, String name) {
        super(request);
        this.name = name;
    }

    @Override
    public String getRemoteUser() {
        return name;
    }
}
