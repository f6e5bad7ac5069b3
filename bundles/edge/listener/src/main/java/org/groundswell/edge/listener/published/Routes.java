package org.groundswell.edge.listener.published;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.paths.WebPath;

/**
 * What visitors find at an address. The one place that says it: for plain requests, for Jetty's, and in the first moments
 * of a node, outside of the framework; so nothing of Jetty is named here. Immutable.
 *
 * @param <P>       a page, in the form that its reader sends
 * @param pages     by path
 * @param streams   path of a live stream to that of its payload
 * @param languages the site's, the first one for whom none fits; empty before there is a site
 * @param errors    pages by language and status, the one for all others at 0
 */
public record Routes<P>(Map<String, P> pages, Map<String, String> streams, List<String> languages,
        Map<String, Map<Integer, P>> errors) {
    private static final int FOUND = 302;
    private static final int PERMANENT_REDIRECT = 308;
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    /** A query that may stand in a header as it is; what no address can have is left out. */
    private static final Pattern QUERY = Pattern.compile("[!-~]+");

    /** Where a visitor is sent, and the headers that say so. */
    public record Redirect(int status, Map<String, String> headers) {
    }

    /** What these sets say together; each path is in one of them. */
    static Routes<Snapshot> of(Iterable<SnapshotSet> sets) {
        var pages = new HashMap<String, Snapshot>();
        var streams = new HashMap<String, String>();
        SnapshotSet site = SnapshotSet.EMPTY;
        for (SnapshotSet set : sets) {
            set.snapshots().forEach(snapshot -> pages.put(snapshot.path(), snapshot));
            streams.putAll(set.streams());
            site = site.languages().isEmpty() ? set : site;
        }
        return new Routes<>(Map.copyOf(pages), Map.copyOf(streams), site.languages(), site.errors());
    }

    /** The page at a path as an address has it, escaped or not, or null. */
    public P page(String path) {
        P page = pages.get(path);
        return page == null ? pages.get(WebPath.decoded(path)) : page;
    }

    /** Whether a live stream is at a path. */
    public boolean isStream(String path) {
        return streams.containsKey(path);
    }

    /**
     * Where somebody who reads is sent from a path at which there is nothing, or null where there is no such place.
     * Relative: behind a proxy nobody here knows the name the visitor used. The query goes along: it says what the
     * visitor came for.
     *
     * @param query    as it stands in the address, or null
     * @param accepted the header {@code Accept-Language}, or null
     */
    public Redirect redirect(String path, String query, String accepted) {
        if (hasEmptySegment(path)) {
            // A base address that ends in a slash before a path that begins with one.
            String merged = SLASHES.matcher(path).replaceAll("/");
            return pages.containsKey(merged) ? moved(merged, query) : redirect(merged, query, accepted);
        }
        if (path.equals("/") && !languages.isEmpty()) {
            return byLanguage("/" + Languages.accepted(accepted, languages) + "/", query);
        }
        String meant = meant(path);
        return meant == null ? null : moved(meant, query);
    }

    /** Whether a slash follows a slash: no page of ours is there, and servlets would read such a path in ways of their own. */
    public static boolean hasEmptySegment(String path) {
        return path.contains("//");
    }

    private static Redirect moved(String path, String query) {
        return new Redirect(PERMANENT_REDIRECT, Map.of("Location", with(query, path)));
    }

    /**
     * Where somebody is sent who left the language out, as posters do ({@code /donate}), or null where no language has
     * such a page. For paths that nobody else answers: a servlet may have that name.
     *
     * @param query    as it stands in the address, or null
     * @param accepted the header {@code Accept-Language}, or null
     */
    public Redirect withoutLanguage(String path, String query, String accepted) {
        if (languages.isEmpty()) {
            return null;
        }
        String page = "/" + Languages.accepted(accepted, languages) + path;
        String there = pages.containsKey(page) ? page : meant(page);
        return there == null ? null : byLanguage(there, query);
    }

    /** Not for good: the next reader of that address may speak another language. */
    private static Redirect byLanguage(String path, String query) {
        return new Redirect(FOUND, Map.of("Location", with(query, path), "Vary", "Accept-Language", "Cache-Control",
                "public, max-age=0"));
    }

    private static String with(String query, String path) {
        return query != null && QUERY.matcher(query).matches() ? path + "?" + query : path;
    }

    /** The page that somebody meant who typed a slash too many or too few at the end, or capitals; or null. */
    private String meant(String path) {
        if (pages.containsKey(path)) {
            return null;
        }
        for (String tag : languages) {
            int end = tag.length() + 1;
            if (path.regionMatches(true, 1, tag, 0, tag.length()) && (path.length() == end || path.charAt(end) == '/')) {
                String rest = path.substring(end, path.endsWith("/") ? Math.max(end, path.length() - 1) : path.length());
                return Stream.of(rest, rest.toLowerCase(Locale.ROOT)).flatMap(each -> Stream.of(each, each + "/"))
                        .map(each -> "/" + tag + each).filter(pages::containsKey).findFirst().orElse(null);
            }
        }
        return pages.containsKey(path + "/") ? path + "/" : null;
    }

    /**
     * The page for a status, in the language that the path or else the header {@code Accept-Language} names; null where
     * the site has none.
     */
    public P error(int status, String path, String accepted) {
        Map<Integer, P> ofLanguage = errors.getOrDefault(Languages.of(path, accepted, languages), Map.of());
        P own = ofLanguage.get(status);
        return own == null ? ofLanguage.get(0) : own;
    }
}
