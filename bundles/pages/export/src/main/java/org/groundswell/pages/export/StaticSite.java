package org.groundswell.pages.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.services.ServletPaths;

/**
 * Published snapshots as files. What is a file here is linked as it is; every other path that the node answers (forms,
 * live streams, figures) is the node's. What nobody answers stays as it is, and is found by {@link LinkCheck}.
 */
final class StaticSite {
    /** Addresses on the site in a page: links, pictures, forms, and the streams that a script reads. */
    private static final Pattern ADDRESS = Pattern.compile("\\b(href|src|action|data-live|data-section)=\"(/[^\"]*)\"");
    /** Where those who show cards of a page send its readers: without it, to where they found it. */
    private static final Pattern OWN_ADDRESS = Pattern.compile("<meta property=\"og:url\"[^>]*>\n?");
    /** What donors say of themselves: hidden later it would stay in a copy, and in a copy it is not kept up to date. */
    private static final Pattern OF_DONORS = Pattern.compile("<!--donors-->.*?<!--/donors-->", Pattern.DOTALL);
    /** By which the script of a page finds the latest gifts, in every version of the templates. */
    private static final Pattern LATEST = Pattern.compile("\\bid=[\"']?latest\\b(?!-)");
    /** Names hosts in full, and may name no page of another one. */
    private static final String SITEMAP = "/sitemap.xml";
    private static final String ROBOTS = "/robots.txt";
    private static final String HTML = "text/html";
    private static final String FEED = "application/atom+xml";

    private final URI own;
    private final URI node;
    private final ServletPaths servlets;
    private final Set<String> answered = new HashSet<>();
    private final Set<String> paths;
    private boolean leavesDonorsOut;
    private final List<String> showDonors = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /**
     * @param own      where the published pages think they are
     * @param node     where forms and live figures go to
     * @param servlets what the node answers beside what is published
     */
    StaticSite(SnapshotSet published, URI own, URI node, ServletPaths servlets) {
        this.own = own;
        this.node = node;
        this.servlets = servlets;
        published.snapshots().forEach(snapshot -> answered.add(snapshot.path()));
        answered.addAll(published.streams().keySet());
        this.paths = published.snapshots().stream().filter(StaticSite::isStatic).map(Snapshot::path)
                .collect(Collectors.toSet());
        published.snapshots().stream().filter(StaticSite::isStatic).forEach(this::add);
        if (!published.languages().isEmpty()) {
            String first = published.languages().getFirst();
            put("index.html", HostFiles.front(published.languages()), true);
            var missing = published.errors().getOrDefault(first, Map.of()).get(404);
            if (missing != null) {
                put("404.html", page(missing), true);
            }
        }
        put("_headers", HostFiles.headers(published, node), false);
        put("nginx.conf", HostFiles.nginx(published, node), false);
    }

    /** By their names below the folder, with slashes. */
    Map<String, byte[]> files() {
        return files;
    }

    /** Figures change by the second, also those that other sites show, and a file does not. */
    private static boolean isStatic(Snapshot snapshot) {
        return !snapshot.forOtherSites() && !snapshot.path().startsWith("/api/") && !snapshot.path().equals(SITEMAP);
    }

    private void add(Snapshot snapshot) {
        boolean html = snapshot.contentType().startsWith(HTML);
        boolean feed = snapshot.contentType().startsWith(FEED);
        boolean packed = html || feed || snapshot.contentType().startsWith("text/")
                || snapshot.contentType().startsWith("image/svg");
        put(name(snapshot), html ? page(snapshot) : feed ? feed(snapshot) : snapshot.path().equals(ROBOTS) ? robots(snapshot)
                : snapshot.bytes(), packed);
    }

    private static String name(Snapshot snapshot) {
        String path = snapshot.path().substring(1);
        boolean html = snapshot.contentType().startsWith(HTML);
        return !html || path.endsWith(".html") ? path : path.endsWith("/") || path.isEmpty() ? path + "index.html"
                : path + ".html";
    }

    private void put(String name, byte[] bytes, boolean packed) {
        files.put(name, bytes);
        byte[] gzip = packed ? gzip(bytes) : bytes;
        if (gzip.length < bytes.length) {
            files.put(name + ".gz", gzip);
        }
    }

    private byte[] page(Snapshot snapshot) {
        // The files are somewhere else, and nobody knows where.
        String html = here(OWN_ADDRESS.matcher(withoutDonors(snapshot)).replaceAll(""));
        return ADDRESS.matcher(html).replaceAll(address -> {
            String path = address.group(2).replaceFirst("[?#].*", "");
            // A form is sent to the node even where a page has the same path.
            boolean link = address.group(1).equals("href") || address.group(1).equals("src");
            boolean here = link && (paths.contains(WebPath.decoded(path)) || path.equals("/")
                    || !isAnswered(WebPath.decoded(path)));
            return Matcher.quoteReplacement(address.group(1) + "=\"" + (here ? "" : node) + address.group(2) + "\"");
        }).getBytes(StandardCharsets.UTF_8);
    }

    private String withoutDonors(Snapshot snapshot) {
        String html = new String(withoutKey(snapshot), StandardCharsets.UTF_8);
        String without = OF_DONORS.matcher(html).replaceAll("");
        leavesDonorsOut |= without.length() < html.length();
        if (LATEST.matcher(without).find()) {
            showDonors.add(name(snapshot));
        }
        return without;
    }

    /** Whether any page marks what donors say of themselves. */
    boolean leavesDonorsOut() {
        return leavesDonorsOut;
    }

    /** The files with latest gifts outside of the marks, as templates have them that were made before there were marks. */
    List<String> showDonors() {
        return showDonors;
    }

    /** By what an entry is known stays; its links lead to the files (RFC 4287 allows them relative). */
    private byte[] feed(Snapshot snapshot) {
        return here(new String(snapshot.bytes(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** Without the map, which is no file here. */
    private byte[] robots(Snapshot snapshot) {
        return new String(snapshot.bytes(), StandardCharsets.UTF_8).replaceAll("(?im)^[ \\t]*sitemap:[ \\t]*"
                + Pattern.quote(own + SITEMAP) + "[ \\t]*(\\R|$)", "").getBytes(StandardCharsets.UTF_8);
    }

    private String here(String text) {
        return text.replace("href=\"" + own + "/", "href=\"/").replace("src=\"" + own + "/", "src=\"/");
    }

    private boolean isAnswered(String path) {
        return answered.contains(path) || servlets.answer(path);
    }

    /** A file is the same for everybody, and a form's key must not be: without one the node asks for a confirmation. */
    private static byte[] withoutKey(Snapshot snapshot) {
        byte[] body = snapshot.bytes();
        if (snapshot.keyOffset() == Snapshot.NO_KEY) {
            return body;
        }
        int end = snapshot.keyOffset() + Snapshot.KEY_LENGTH;
        byte[] without = Arrays.copyOf(body, body.length - Snapshot.KEY_LENGTH);
        System.arraycopy(body, end, without, snapshot.keyOffset(), body.length - end);
        return without;
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
        return packed.toByteArray();
    }
}
