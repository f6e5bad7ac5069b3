package org.groundswell.pages.export;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What the node itself answers, beside files. Immutable. */
record NodePaths(Set<String> exact, List<String> patterns) {
    private static final String PATTERN = "osgi.http.whiteboard.servlet.pattern";
    private static final String CONTEXT = "osgi.http.whiteboard.context.select";

    /** What is published, and the patterns of servlets (Servlet Specification, section 12.2). */
    static NodePaths of(SnapshotSet published, Collection<String> servlets) {
        Set<String> exact = published.snapshots().stream().map(Snapshot::path).collect(Collectors.toSet());
        exact.addAll(published.streams().keySet());
        return new NodePaths(exact, List.copyOf(servlets));
    }

    /** The patterns of all servlets on the public port. */
    static List<String> servlets(BundleContext context) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, "(" + PATTERN + "=*)");
            return found == null ? List.of() : List.of(found).stream()
                    .filter(each -> PublicServlet.SELECT.equals(each.getProperty(CONTEXT)))
                    .flatMap(each -> each.getProperty(PATTERN) instanceof String[] many ? List.of(many).stream()
                            : List.of(each.getProperty(PATTERN).toString()).stream()).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a fixed filter", e);
        }
    }

    boolean answers(String path) {
        return exact.contains(path) || patterns.stream().anyMatch(pattern -> isAnswered(pattern, path));
    }

    private static boolean isAnswered(String pattern, String path) {
        if (pattern.endsWith("/*")) {
            String folder = pattern.substring(0, pattern.length() - 2);
            return path.equals(folder) || path.startsWith(folder + "/");
        }
        return pattern.startsWith("*.") ? path.endsWith(pattern.substring(1)) : pattern.equals(path);
    }
}
