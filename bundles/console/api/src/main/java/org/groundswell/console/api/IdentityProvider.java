package org.groundswell.console.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Somewhere else where people say who they are, such as the sign-in of their organisation: a button on the sign-in page. */
@ConsumerType
public interface IdentityProvider {

    /** What people call it; the button says that one signs in with it. */
    String name();

    /** Where the button leads on this port; the page that one wants to see afterwards is added as {@code to}. */
    String address();
}
