package org.groundswell.edge.listener.published;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.groundswell.edge.api.snapshots.Snapshot;

/** What a page's response says beside its body, whoever sends it. */
public final class PageHeaders {
    /** Figures are for everybody, also for a copy of the site on another host. */
    public static final Map<String, String> ANY_ORIGIN = Map.of("Access-Control-Allow-Origin", "*");

    /** What every response says of frames, and a page for other sites says in its own way. */
    public static final Set<String> FRAMING = Set.of("Content-Security-Policy", "X-Frame-Options");
    /** A page for other sites: it may stand in a frame of theirs, and does nothing there. */
    private static final Map<String, String> FOR_OTHER_SITES = Map.of("Content-Security-Policy", "default-src 'none';"
            + " style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *");

    private PageHeaders() {
    }

    /** The fields that every encoding of a page has, in the order in which they are sent. */
    public static Map<String, String> of(Snapshot page) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", page.contentType());
        headers.put("Cache-Control", page.caching().header());
        headers.put("Vary", "Accept-Encoding");
        headers.put("Accept-Ranges", "none");
        if (page.forOtherSites()) {
            headers.putAll(FOR_OTHER_SITES);
        }
        if (page.forOtherSites() || page.contentType().startsWith("application/json")) {
            headers.putAll(ANY_ORIGIN);
        }
        return headers;
    }
}
