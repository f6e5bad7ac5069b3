package org.groundswell.console.frame;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Authenticator;
import org.groundswell.console.api.SignedIn;
import org.groundswell.edge.api.PublicServlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/**
 * Lets nobody reach an admin's page without one of the roles that its servlet names. Decided by the pattern by which the
 * request found its servlet, so no other way to write an address leads past it; and without this service none of these
 * pages is there.
 */
@Component(service = ServletContextHelper.class, immediate = true)
@HttpWhiteboardContext(name = AdminServlet.CONTEXT, path = AdminContext.PATH)
public final class AdminContext extends ServletContextHelper {
    static final String PATH = "/admin";
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RETRY_SECONDS = 5;
    private static final int LONGEST_WAY_BACK = 500;

    private final BundleContext context;
    private final Rights rights;
    private final UnsentForms unsent;
    /**
     * May be exchanged while this stays, and is not touched before somebody asks: Felix HTTP takes servlets that come while
     * it makes their context for failed ones, and keeps them.
     */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ServiceReference<Authenticator> authenticator;

    @Activate
    public AdminContext(BundleContext context, @Reference UnsentForms unsent) {
        this.context = context;
        this.unsent = unsent;
        this.rights = new Rights(context);
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-store");
        if (request.getAttribute(PublicServlet.CAME_IN_PUBLIC) != null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            // Only the error page is reached this way, after all this was decided.
            return true;
        }
        ServiceReference<Authenticator> reference = authenticator;
        Authenticator asked = reference == null ? null : context.getService(reference);
        if (asked == null) {
            response.setIntHeader("Retry-After", RETRY_SECONDS);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return false;
        }
        Set<String> allowed = rights.of(request.getHttpServletMapping().getPattern());
        return switch (asked.find(request)) {
            case Authenticator.Known known -> letIn(request, response, known.person(), allowed);
            case Authenticator.Nobody nobody -> allowed.contains(AdminServlet.EVERYBODY) || ask(request, response);
            case Authenticator.Wrong wrong -> challenge(response);
            case Authenticator.TooMany tooMany -> {
                response.setIntHeader("Retry-After", tooMany.seconds());
                response.setStatus(TOO_MANY_REQUESTS);
                yield false;
            }
        };
    }

    private boolean letIn(HttpServletRequest request, HttpServletResponse response, SignedIn person,
            Set<String> allowed) throws IOException {
        request.setAttribute(AdminRequest.PERSON, person);
        request.setAttribute(REMOTE_USER, person.name());
        unsent.know(person);
        if (Rights.include(allowed, person)) {
            return true;
        }
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
        return false;
    }

    /** People are led to the page where they sign in, scripts are told to say who they are. */
    private boolean ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        if (request.getHeader(Authenticator.BY_ITSELF) != null || accept != null && accept.contains("text/event-stream")) {
            // A page that nobody looks at must not ask for a password: browsers do that for Basic.
            response.setHeader("WWW-Authenticate", "Session realm=\"Groundswell\"");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return false;
        }
        if (accept == null || !accept.contains("text/html")) {
            return challenge(response);
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", Authenticator.SIGN_IN + "?to="
                + URLEncoder.encode(unsent.keep(request).orElse(wayBack(request)), StandardCharsets.UTF_8));
        return false;
    }

    /** Where a form was sent to is no page to come back to. */
    private static String wayBack(HttpServletRequest request) {
        String query = request.getQueryString();
        String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
        return request.getMethod().equals("GET") && asked.length() <= LONGEST_WAY_BACK ? asked : PATH;
    }

    private static boolean challenge(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Groundswell\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return false;
    }

    /** Nothing is served from inside bundles but by servlets. */
    @Override
    public URL getResource(String name) {
        return null;
    }
}
