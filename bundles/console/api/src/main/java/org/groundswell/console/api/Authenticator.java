package org.groundswell.console.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.annotation.versioning.ProviderType;

/** Who asks for a page of the admin port. Thread-safe. */
@ProviderType
public interface Authenticator {

    /** Where people sign in, on the admin port. */
    String SIGN_IN = "/admin/sign-in";

    /** The request attribute with the id of the token by which {@link #find} knows who asks; a client cannot set it. */
    String TOKEN = "org.groundswell.admin.token";

    /**
     * A header of requests that a page makes by itself, with any value: they are answered, and are no sign that somebody is
     * there. A stream of events ({@code text/event-stream}) is one without it.
     */
    String BY_ITSELF = "X-Groundswell-By-Itself";

    /**
     * Finds out who asks: by a bearer token where one is shown (RFC 6750), else by the cookie of a session, else by HTTP
     * Basic authentication (RFC 7617), which may take as long as a slow hash. Who is known by a token has the roles of
     * that token.
     */
    Finding find(HttpServletRequest request);

    /** Ends the session of this request, if it has one. */
    void signOut(HttpServletRequest request, HttpServletResponse response);

    /** What there is to say about who asks. */
    sealed interface Finding {
    }

    /** Somebody who is known, and signed in. */
    record Known(SignedIn person) implements Finding {
    }

    /** Nobody has said who asks, or the session has ended. */
    record Nobody() implements Finding {
    }

    /** A name or password that is not right. */
    record Wrong() implements Finding {
    }

    /**
     * Too many wrong ones came from there.
     *
     * @param seconds after which it may be tried again
     */
    record TooMany(int seconds) implements Finding {
    }
}
