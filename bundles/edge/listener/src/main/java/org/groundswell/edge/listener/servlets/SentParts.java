package org.groundswell.edge.listener.servlets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalInt;

/** A request in several parts that remembers when they could not be read: then that is the sender's mistake. */
final class SentParts extends HttpServletRequestWrapper {
    private static final String TYPE = "multipart/";

    private int status;

    private SentParts(HttpServletRequest request) {
        super(request);
    }

    /** The request itself where it has no parts. */
    static HttpServletRequest watched(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith(TYPE) ? new SentParts(request) : request;
    }

    /** The status to answer where its parts could not be read. */
    static OptionalInt problem(HttpServletRequest request) {
        return request instanceof SentParts parts && parts.status != 0 ? OptionalInt.of(parts.status) : OptionalInt.empty();
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        return read(super::getParts);
    }

    @Override
    public Part getPart(String name) throws IOException, ServletException {
        return read(() -> super.getPart(name));
    }

    private interface Reading<T> {
        T read() throws IOException, ServletException;
    }

    private <T> T read(Reading<T> reading) throws IOException, ServletException {
        try {
            return reading.read();
        } catch (FileSystemException e) {
            // They are kept in files, on our disk.
            throw e;
        } catch (IllegalStateException e) {
            status = HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
            throw e;
        } catch (IOException | ServletException | RuntimeException e) {
            status = HttpServletResponse.SC_BAD_REQUEST;
            throw e;
        }
    }
}
