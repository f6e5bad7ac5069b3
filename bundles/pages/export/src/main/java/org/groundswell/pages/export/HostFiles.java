package org.groundswell.pages.export;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.paths.WebPath;

/** What hosts want to know beside the pages: which file may be kept how long, and whom a page may speak to. */
final class HostFiles {
    /** A minute: short enough for a correction, long enough for a crowd. */
    private static final String PAGES = "public, max-age=60, stale-if-error=86400";

    private HostFiles() {
    }

    /** The page at {@code /}: the host may choose a language by itself, and this page leads on where it does not. */
    static byte[] front(List<String> languages) {
        var links = new StringBuilder();
        languages.forEach(tag -> links.append("<li><a href=\"/").append(tag).append("/\" hreflang=\"").append(tag)
                .append("\">").append(tag).append("</a></li>"));
        return utf8("<!doctype html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url=/"
                + languages.getFirst() + "/\"><title>" + languages.getFirst() + "</title></head><body><ul>" + links
                + "</ul></body></html>\n");
    }

    /** For Netlify and Cloudflare Pages. */
    static byte[] headers(SnapshotSet published, URI node) {
        var text = new StringBuilder("/*\n");
        security(node).forEach(line -> text.append("  ").append(line[0]).append(": ").append(line[1]).append('\n'));
        text.append("  Cache-Control: ").append(PAGES).append('\n');
        immutable(published).forEach(path -> text.append(WebPath.encoded(path)).append("\n  ! Cache-Control\n")
                .append("  Cache-Control: ").append(Caching.IMMUTABLE.header()).append('\n'));
        return utf8(text.toString());
    }

    /** To be included in a {@code server} block whose root is the folder. It compares paths without their escapes. */
    static byte[] nginx(SnapshotSet published, URI node) {
        var headers = new StringBuilder();
        security(node).forEach(line -> headers.append("add_header ").append(line[0]).append(" \"").append(line[1])
                .append("\" always;\n"));
        var text = new StringBuilder();
        text.append("gzip_static on;\ncharset utf-8;\nerror_page 404 /404.html;\n").append(headers)
                .append("add_header Cache-Control \"").append(PAGES).append("\";\n")
                .append("location / { try_files $uri $uri.html $uri/index.html =404; }\n");
        immutable(published).forEach(path -> text.append("location = \"").append(path.replace("\"", "\\\""))
                .append("\" { ").append(headers.toString().replace("\n", " ")).append("add_header Cache-Control \"")
                .append(Caching.IMMUTABLE.header()).append("\"; }\n"));
        return utf8(text.toString());
    }

    /** Paths of files whose name changes with their content, in order. */
    private static Set<String> immutable(SnapshotSet published) {
        return published.snapshots().stream().filter(each -> each.caching() == Caching.IMMUTABLE).map(Snapshot::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String[]> security(URI node) {
        return List.of(new String[] {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src"
                + " 'self'; img-src 'self'; font-src 'self'; connect-src 'self' " + node + "; manifest-src 'self';"
                + " base-uri 'none'; frame-ancestors 'none'; form-action " + node + " https:"},
                new String[] {"X-Content-Type-Options", "nosniff"},
                new String[] {"Referrer-Policy", "same-origin"});
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
