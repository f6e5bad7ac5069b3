package org.groundswell.console.api;

import java.util.Set;

/**
 * Somebody who is signed in. Immutable.
 *
 * @param name  by which this person signs in; what {@code request.getRemoteUser()} says
 * @param roles with those that an owner has besides
 * @param token what each form of this session sends along; empty for a script, which has no session
 */
public record SignedIn(String name, Set<Role> roles, String token) {

    public SignedIn {
        roles = Set.copyOf(roles);
    }

    /** Whether this is a person with a browser, not a script with a password. */
    public boolean hasSession() {
        return !token.isEmpty();
    }
}
