package org.groundswell.console.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import org.groundswell.console.api.Authenticator;
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
 * Lets programs in by their token and by nothing else: a browser sends cookies and remembered passwords along whatever page
 * it shows, but no token.
 */
@Component(service = ServletContextHelper.class, immediate = true)
@HttpWhiteboardContext(name = RestContext.NAME, path = RestContext.PATH)
public final class RestContext extends ServletContextHelper {
    static final String NAME = "org.groundswell.admin.rest";
    static final String SELECT = "(osgi.http.whiteboard.context.name=" + NAME + ")";
    static final String PATH = "/api/admin";
    /** The attribute with who asks; a client cannot set it. */
    static final String PERSON = "org.groundswell.admin.rest.person";
    private static final String BEARER = "Bearer ";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int RETRY_SECONDS = 5;

    private final BundleContext context;
    /** Not touched before somebody asks: Felix HTTP takes servlets that come while it makes their context for failed ones. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ServiceReference<Authenticator> authenticator;

    @Activate
    public RestContext(BundleContext context) {
        this.context = context;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (request.getAttribute(PublicServlet.CAME_IN_PUBLIC) != null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        ServiceReference<Authenticator> reference = authenticator;
        Authenticator asked = reference == null ? null : context.getService(reference);
        if (asked == null) {
            response.setIntHeader("Retry-After", RETRY_SECONDS);
            Problems.send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "away",
                    "Nobody can be let in at this moment. Ask again in a few seconds.");
            return false;
        }
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return refuse(response, "token-missing", "", "Send a token: Authorization: Bearer gsw_... Tokens are made in the"
                    + " console, My account, Tokens.");
        }
        return switch (asked.find(request)) {
            case Authenticator.Known known -> {
                request.setAttribute(PERSON, known.person());
                request.setAttribute(REMOTE_USER, known.person().name());
                yield true;
            }
            case Authenticator.TooMany tooMany -> {
                response.setIntHeader("Retry-After", tooMany.seconds());
                Problems.send(response, TOO_MANY_REQUESTS, "too-many", "Too many wrong tokens came from there.");
                yield false;
            }
            case Authenticator.Wrong _, Authenticator.Nobody _ -> refuse(response, "token-wrong",
                    ", error=\"invalid_token\"", "This token is none, has ended or was taken back. Make a new one.");
        };
    }

    private static boolean refuse(HttpServletResponse response, String kind, String more, String detail)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"Groundswell\"" + more);
        Problems.send(response, HttpServletResponse.SC_UNAUTHORIZED, kind, detail);
        return false;
    }

    /** Nothing is served from inside bundles but by the servlet. */
    @Override
    public URL getResource(String name) {
        return null;
    }
}
