package org.groundswell.pages.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;

/**
 * What stands at the site's root: the folder's own files, and for search engines {@code sitemap.xml} and a line in
 * {@code robots.txt} that names it. Without the site's address there is none; a file of the folder is left as it is.
 * Those who ask for {@code favicon.ico} without having read a page (feed readers, bookmarks) get the logo.
 * Used by one thread at a time.
 */
final class RootFiles {
    private static final String ROBOTS = "robots.txt";
    private static final String ICON = "favicon.ico";
    private static final String HIDDEN = "<meta name=\"robots\" content=\"noindex";
    private static final int MOST_HEAD_BYTES = 16 * 1024;

    private final LoadedSite loaded;
    private final String address;
    /** Pages are many, and most stay as they are. */
    private final Map<String, Seen> seen = new HashMap<>();
    private Set<String> indexed = Set.of();
    private List<Snapshot> files;

    /** A page, and whether it wants to be found. */
    private record Seen(Snapshot page, boolean indexed) {
    }

    /** @param address of the site, without a slash at the end, or "" */
    RootFiles(LoadedSite loaded, String address) {
        this.loaded = loaded;
        this.address = address;
    }

    /** @param snapshots the pages that are published with them */
    List<Snapshot> of(List<Snapshot> snapshots) {
        Set<String> now = address.isEmpty() ? Set.of() : indexed(snapshots);
        if (files == null || !now.equals(indexed)) {
            indexed = now;
            files = files();
        }
        return files;
    }

    /** Whether the site has a file of its own at a path. */
    boolean has(String path) {
        return loaded.rootFiles().containsKey(path.substring(1));
    }

    private Set<String> indexed(List<Snapshot> snapshots) {
        var indexed = new HashSet<String>();
        snapshots.stream().filter(each -> each.contentType().startsWith("text/html")).forEach(each -> {
            Seen before = seen.get(each.path());
            Seen now = before != null && before.page == each ? before : new Seen(each, isIndexed(each));
            seen.put(each.path(), now);
            if (now.indexed) {
                indexed.add(each.path());
            }
        });
        return indexed;
    }

    private static boolean isIndexed(Snapshot page) {
        ByteBuffer body = page.body();
        String head = StandardCharsets.UTF_8.decode(body.limit(Math.min(body.limit(), MOST_HEAD_BYTES))).toString();
        int end = head.indexOf("</head>");
        return !head.substring(0, end < 0 ? head.length() : end).contains(HIDDEN);
    }

    private List<Snapshot> files() {
        var all = new ArrayList<Snapshot>();
        loaded.rootFiles().forEach((name, asset) -> {
            if (!name.equals(ROBOTS) || address.isEmpty()) {
                all.add(Snapshot.of(asset.path(), asset.contentType(), Caching.REVALIDATE, asset.bytes()));
            }
        });
        if (!loaded.rootFiles().containsKey(ICON)) {
            loaded.asset(loaded.appearance().logo()).ifPresent(logo -> all.add(Snapshot.of("/" + ICON, logo.contentType(),
                    Caching.REVALIDATE, logo.bytes())));
        }
        if (!address.isEmpty()) {
            all.add(Snapshot.of("/" + ROBOTS, "text/plain; charset=utf-8", Caching.REVALIDATE, robots()));
            if (!loaded.rootFiles().containsKey(Sitemap.NAME)) {
                all.add(Snapshot.of("/" + Sitemap.NAME, "application/xml; charset=utf-8", Caching.REVALIDATE,
                        new Sitemap(loaded, address).xml(indexed).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return List.copyOf(all);
    }

    private byte[] robots() {
        Asset own = loaded.rootFiles().get(ROBOTS);
        String text = own == null ? "User-agent: *\nDisallow:\n" : new String(own.bytes(), StandardCharsets.UTF_8);
        if (text.toLowerCase(Locale.ROOT).contains("sitemap:")) {
            return own.bytes();
        }
        String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
        return (text + end + "Sitemap: " + address + "/" + Sitemap.NAME + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
