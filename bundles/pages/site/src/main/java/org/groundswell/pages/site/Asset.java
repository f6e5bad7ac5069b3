package org.groundswell.pages.site;

import java.util.Locale;
import java.util.Map;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.signing.Sha256;

/**
 * A file that pages refer to. Its path changes with its content, so that caches may keep it for ever and a page never
 * meets another version's style.
 */
record Asset(String path, String contentType, byte[] bytes) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("xml", "application/xml; charset=utf-8"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"));

    /** The path as it stands in a page. */
    String address() {
        return WebPath.encoded(path);
    }

    static Asset fingerprinted(String name, byte[] file) {
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot);
        byte[] bytes = body(name, file);
        return new Asset("/assets/" + stem + "." + digest(bytes) + ending, typeOf(name), bytes);
    }

    static Asset named(String name, byte[] bytes) {
        return new Asset("/" + name, typeOf(name), body(name, bytes));
    }

    /** A byte order mark is no part of a text; some readers of {@code robots.txt} take it for one. */
    private static byte[] body(String name, byte[] file) {
        String type = typeOf(name);
        return type.startsWith("text/") || type.contains("xml") || type.contains("json") ? ByteOrderMark.removed(file)
                : file;
    }

    private static String typeOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    /** By which an address tells one content from another. */
    static String digest(byte[] bytes) {
        return Sha256.hex(bytes).substring(0, 10);
    }
}
