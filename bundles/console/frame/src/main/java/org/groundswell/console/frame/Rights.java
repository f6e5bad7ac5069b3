package org.groundswell.console.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.SignedIn;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Which roles may use a servlet among the admin's pages, as its service says. Thread-safe. */
final class Rights {
    private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";
    private static final String SELECT = "osgi.http.whiteboard.context.select";

    private final BundleContext context;

    Rights(BundleContext context) {
        this.context = context;
    }

    /**
     * The roles of whatever answers this pattern; none where nothing names any. Where two services want the same pattern,
     * for a moment while one is replaced for example, those that both name.
     */
    Set<String> of(String pattern) {
        List<Set<String>> named = servlets(context).filter(each -> texts(each, PATTERN).contains(pattern))
                .map(each -> Set.copyOf(texts(each, AdminServlet.ROLES))).toList();
        var all = new HashSet<>(named.isEmpty() ? Set.<String>of() : named.getFirst());
        named.forEach(all::retainAll);
        return all;
    }

    /** Whether somebody is among these; an owner always is. */
    static boolean include(Set<String> allowed, SignedIn person) {
        return person.roles().contains(Role.OWNER) || allowed.contains(AdminServlet.EVERYBODY)
                || allowed.contains(AdminServlet.SIGNED_IN)
                || person.roles().stream().map(Role::id).anyMatch(allowed::contains);
    }

    /** The same of a request that has come past the {@link FormGuard}, to which an owner has every role. */
    static boolean include(Set<String> allowed, HttpServletRequest request) {
        return request.isUserInRole(Role.OWNER.id()) || allowed.contains(AdminServlet.EVERYBODY)
                || allowed.contains(AdminServlet.SIGNED_IN) || allowed.stream().anyMatch(request::isUserInRole);
    }

    /** The services of all servlets among the admin's pages. */
    static Stream<ServiceReference<?>> servlets(BundleContext context) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + PATTERN + "=*)");
            return Stream.of(found == null ? new ServiceReference<?>[0] : found)
                    .filter(each -> AdminServlet.SELECT.equals(each.getProperty(SELECT)));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a fixed filter", e);
        }
    }

    /** The first path of a servlet below {@code /admin}. */
    static String path(ServiceReference<?> servlet) {
        return texts(servlet, PATTERN).getFirst().replaceFirst("/\\*$", "");
    }

    /** A property that may be one text or several. */
    static List<String> texts(ServiceReference<?> servlet, String property) {
        return switch (servlet.getProperty(property)) {
            case String one -> List.of(one);
            case String[] many -> Arrays.asList(many);
            case null, default -> List.of();
        };
    }
}
