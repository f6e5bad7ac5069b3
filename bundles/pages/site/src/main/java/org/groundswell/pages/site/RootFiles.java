package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;

/**
 * What stands at the site's root: the folder's own files, and for search engines {@code sitemap.xml} and a line in
 * {@code robots.txt} that names it. Without the site's address there is none; a file of the folder is left as it is.
 * Used by one thread at a time.
 */
final class RootFiles {
    private static final String ROBOTS = "robots.txt";
    private static final String HIDDEN = "<meta name=\"robots\" content=\"noindex";

    private final LoadedSite loaded;
    private final String address;
    private Set<String> indexed = Set.of();
    private List<Snapshot> files;

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

    private static Set<String> indexed(List<Snapshot> snapshots) {
        var indexed = new HashSet<String>();
        snapshots.stream().filter(each -> each.contentType().startsWith("text/html")).forEach(each -> {
            // It stands in the head, which is short.
            String html = StandardCharsets.UTF_8.decode(each.body()).toString();
            int end = html.indexOf("</head>");
            if (!html.substring(0, Math.max(0, end)).contains(HIDDEN)) {
                indexed.add(each.path());
            }
        });
        return indexed;
    }

    private List<Snapshot> files() {
        var all = new ArrayList<Snapshot>();
        loaded.rootFiles().forEach((name, asset) -> {
            if (!name.equals(ROBOTS) || address.isEmpty()) {
                all.add(Snapshot.of(asset.path(), asset.contentType(), Caching.REVALIDATE, asset.bytes()));
            }
        });
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
