package org.groundswell.console.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.groundswell.console.access.OwnSite.Refusal;
import org.groundswell.edge.api.AdminAddress;
import org.groundswell.edge.api.PublicServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every page of the admin port, whoever brings it, before its password is asked for: what another site's
 * page asks an admin's browser for goes no further, and no answer may be framed or taken for something it is not.
 * Visitors of the public port, whose servlets Felix HTTP serves too, pass by. It has no settings of its own: what cannot
 * be used of them would take the door away, and leave what is behind it.
 */
@Component(service = Preprocessor.class)
public final class AdminDoor implements Preprocessor {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDoor.class);
    private static final Map<String, String> HEADERS = Map.of(
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff",
            // With less, browsers would hide from us, too, where a form comes from.
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    /** Where programs ask, with more methods than forms have, and are answered as programs want it. */
    private static final String PROGRAMS = "/api/admin/";

    private List<String> fromSettings = List.of();
    private List<String> fromAddress = List.of();
    private volatile OwnSite site = new OwnSite(List.of());

    /** Made by the framework. */
    @Activate
    public AdminDoor() {
    }

    /** Names from the settings; without them only addresses and the name below are this node. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindNames(AdminNames names) {
        fromSettings = names.hosts();
        know();
    }

    /** Until the next ones come, the names stay as they are. */
    void unbindNames(AdminNames names) {
        LOG.debug("The admin port's names are being changed");
    }

    /** The name by which admins come is one of ours; it may change while this stays. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindAddress(AdminAddress address) {
        fromAddress = address.isConfigured() ? List.of(address.base().getHost()) : List.of();
        know();
    }

    /** Until the next one comes, the names stay as they are. */
    void unbindAddress(AdminAddress address) {
        LOG.debug("The admin port is away");
    }

    private void know() {
        site = new OwnSite(Stream.concat(fromSettings.stream(), fromAddress.stream()).toList());
    }

    @Override
    public void doFilter(ServletRequest from, ServletResponse to, FilterChain chain)
            throws IOException, ServletException {
        if (from.getAttribute(PublicServlet.CAME_IN_PUBLIC) != null
                || !(from instanceof HttpServletRequest request && to instanceof HttpServletResponse response)) {
            chain.doFilter(from, to);
            return;
        }
        HEADERS.forEach(response::setHeader);
        response.setHeader("Content-Security-Policy", PagePolicy.of(request.getRequestURI()));
        boolean isProgram = isForPrograms(request.getRequestURI());
        Optional<Refusal> refusal = refusal(request)
                .filter(each -> !isProgram || each.status() != OwnSite.NO_SUCH_METHOD);
        if (refusal.isEmpty()) {
            request.setAttribute(AdminAddress.LOOKED_AT, Boolean.TRUE);
            chain.doFilter(request, response);
            return;
        }
        LOG.debug("Refused on the admin port: {}", refusal.get());
        response.setStatus(refusal.get().status());
        if (refusal.get().status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", "GET, HEAD, OPTIONS, POST");
        }
        response.setContentType(isProgram ? "application/problem+json" : "text/plain; charset=utf-8");
        response.getWriter().println(isProgram ? problem(refusal.get()) : refusal.get().reason());
    }

    /** Written as it is: with no way to lead elsewhere in it. */
    private static boolean isForPrograms(String path) {
        return path.startsWith(PROGRAMS) && !path.contains("..") && !path.contains(";")
                && !path.toLowerCase(Locale.ROOT).contains("%2");
    }

    /** As RFC 9457 has it; our reasons have no quotes. */
    private static String problem(Refusal refusal) {
        return "{\"type\":\"urn:groundswell:problem:refused\",\"title\":\"refused\",\"status\":" + refusal.status()
                + ",\"detail\":\"" + refusal.reason() + "\"}";
    }

    private Optional<Refusal> refusal(HttpServletRequest request) {
        AdminRequest asked;
        try {
            asked = AdminRequest.of(request);
        } catch (RuntimeException e) {
            LOG.debug("A query on the admin port cannot be read", e);
            return Optional.of(new Refusal(HttpServletResponse.SC_BAD_REQUEST, "This address cannot be read."));
        }
        return site.refusal(asked);
    }
}
