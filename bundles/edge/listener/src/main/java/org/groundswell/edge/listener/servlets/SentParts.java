package org.groundswell.edge.listener.servlets;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.commons.fileupload.FileCountLimitExceededException;
import org.apache.commons.fileupload.FileUploadBase;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.MultipartStream;

/** A request in several parts that remembers when they could not be read and that is the sender's mistake. */
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

    /** The status to answer where its parts could not be read and the sender is to mend that. */
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
        } catch (IllegalStateException e) {
            // A servlet asks for parts without having said that it takes any.
            throw e;
        } catch (ServletException | RuntimeException e) {
            status = HttpServletResponse.SC_BAD_REQUEST;
            throw e;
        } catch (IOException e) {
            status = status(e);
            throw e;
        }
    }

    /** Felix HTTP throws one kind for all, and parts are kept in files, on our disk: what it is stands in the causes. */
    private static int status(IOException failure) {
        int status = 0;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            status = switch (each) {
                case FileUploadBase.SizeLimitExceededException _, FileUploadBase.FileSizeLimitExceededException _,
                        FileCountLimitExceededException _ ->
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
                case MultipartStream.MalformedStreamException _, MultipartStream.IllegalBoundaryException _,
                        FileUploadException _ -> HttpServletResponse.SC_BAD_REQUEST;
                default -> 0;
            };
        }
        return status;
    }
}
