package org.groundswell.shared.servlets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A file that a bundle brings for browsers. Its mark changes with its content: at an address with the mark in it, it may be
 * kept for good. Immutable.
 */
public final class BundleFile {
    /** For an address with the mark in it. */
    public static final String KEPT = "private, max-age=31536000, immutable";

    private final Class<?> owner;
    private final String name;

    /** @param name beside the class, or after a slash from the bundle's root; of a style, a script or a drawing */
    public BundleFile(Class<?> owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    public String mark() {
        return Integer.toHexString(Arrays.hashCode(bytes()));
    }

    /** Its media type, by the end of its name. */
    public String type() {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("a style, a script or a drawing, not " + name);
        };
    }

    /** Read anew each time: nobody needs it often. */
    public byte[] bytes() {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this very bundle", e);
        }
    }

    public void send(HttpServletResponse response) throws IOException {
        response.setContentType(type());
        response.getOutputStream().write(bytes());
    }
}
