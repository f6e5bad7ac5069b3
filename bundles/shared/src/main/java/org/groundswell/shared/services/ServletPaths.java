package org.groundswell.shared.services;

import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The paths that servlets answer. Immutable.
 *
 * @param patterns as servlets name them (Jakarta Servlet 6.0, section 12.2)
 */
public record ServletPaths(List<String> patterns) {
    private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";
    private static final String CONTEXT = "osgi.http.whiteboard.context.select";

    public ServletPaths {
        patterns = List.copyOf(patterns);
    }

    /**
     * Those of all bundles as they are now.
     *
     * @param select the filter by which they choose their servlet context
     */
    public static ServletPaths now(BundleContext context, String select) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + PATTERN + "=*)");
            return new ServletPaths(Stream.of(found == null ? new ServiceReference<?>[0] : found)
                    .filter(each -> select.equals(each.getProperty(CONTEXT)))
                    .flatMap(each -> each.getProperty(PATTERN) instanceof String[] many ? Stream.of(many)
                            : Stream.of(String.valueOf(each.getProperty(PATTERN)))).toList());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a fixed filter", e);
        }
    }

    /** Whether a servlet has this path for its own; whoever takes what is left over has none. */
    public boolean answer(String path) {
        var asked = new ServletPattern(path);
        return patterns.stream().map(ServletPattern::new).anyMatch(asked::takesFrom);
    }
}
