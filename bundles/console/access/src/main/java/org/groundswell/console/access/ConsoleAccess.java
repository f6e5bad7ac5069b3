package org.groundswell.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * Lets operators and owners use the technicians' console, by the session they have on the admin's pages. People without one
 * are led to the page where they sign in; scripts are asked for a name and password (RFC 7617).
 */
@Component(property = SecurityProvider.PROPERTY_ID + "=" + ConsoleAccess.ID)
public final class ConsoleAccess implements SecurityProvider {
    static final String ID = "org.groundswell.console.access";
    private static final Set<Role> TECHNICIANS = Set.of(Role.OPERATOR, Role.OWNER);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RETRY_SECONDS = 5;

    /** May be exchanged while this stays: without a provider the console closes altogether. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Authenticator authenticator;

    /** Made by the framework. */
    @Activate
    public ConsoleAccess() {
    }

    @Override
    public Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        Authenticator asked = authenticator;
        if (asked == null) {
            response.setIntHeader("Retry-After", RETRY_SECONDS);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return null;
        }
        return switch (asked.find(request)) {
            case Authenticator.Known known -> letIn(request, response, known.person());
            case Authenticator.Nobody nobody -> isPerson(request) ? leadToSignIn(request, response) : ask(response);
            case Authenticator.Wrong wrong -> ask(response);
            case Authenticator.TooMany tooMany -> {
                response.setIntHeader("Retry-After", tooMany.seconds());
                response.setStatus(TOO_MANY_REQUESTS);
                yield null;
            }
        };
    }

    private static Object letIn(HttpServletRequest request, HttpServletResponse response, SignedIn person) {
        if (person.roles().stream().noneMatch(TECHNICIANS::contains)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return null;
        }
        request.setAttribute(ServletContextHelper.REMOTE_USER, person.name());
        return person.name();
    }

    private static boolean isPerson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
    }

    private static Object leadToSignIn(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", Authenticator.SIGN_IN + "?to="
                + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8));
        return null;
    }

    private static Object ask(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Groundswell\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return null;
    }

    /** Whoever is let in may use all of it. */
    @Override
    public boolean authorize(Object user, String role) {
        return user instanceof String;
    }

    /** Ends the session; a browser that has kept a name and password forgets them by a 401. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        Authenticator asked = authenticator;
        if (asked != null) {
            asked.signOut(request, response);
        }
        if (request.getHeader("Authorization") == null) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", Authenticator.SIGN_IN);
        } else {
            ask(response);
        }
    }
}
