package org.groundswell.edge.listener.servlets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.commons.fileupload.FileCountLimitExceededException;
import org.apache.commons.fileupload.FileUploadBase;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.MultipartStream;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.io.EofException;
import org.junit.Test;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

public class FailedRequestsTest {
    private final List<String> logged = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>();
    private boolean committed;
    private String type;
    private Exception ofParts;

    @Test
    public void whoGoesIsNoFailureOfTheNode() throws Exception {
        for (Exception gone : List.of(new EofException(), new IOException(new EofException("reset")),
                new EOFException("reset"),
                new ServletException(new IOException(new TimeoutException("Idle timeout expired: 30000/30000 ms"))))) {
            fail(gone);
        }
        assertEquals(List.of(400, 400, 400, 408), answered);
        committed = true;
        fail(new ClosedChannelException());
        fail(new IOException("An answer was broken off", new EofException()));
        assertEquals("nobody is there to be told", 4, answered.size());
        assertEquals(List.of(), logged);
    }

    @Test
    public void whatCannotBeReadIsTheVisitorsMistake() throws Exception {
        fail(new ServletException(new BadMessageException(415, "no such coding")));
        assertEquals(List.of(415), answered);
        assertEquals(List.of(), logged);
    }

    @Test
    public void whatAServletThrowsIsItsFailure() throws Exception {
        for (Exception own : List.of(new IllegalStateException("broken"), new IOException("disk"),
                new ClosedChannelException(), new IOException(new TimeoutException("the gateway")), new EOFException("a file"))) {
            fail(own);
            assertEquals(own.toString(), 500, (int) answered.removeLast());
        }
        committed = true;
        fail(new ClosedByInterruptException());
        assertTrue(logged.toString(), logged.stream().anyMatch(each -> each.contains("broken")));
    }

    /** As Felix HTTP throws them: whatever Commons FileUpload says, in a plain IOException. */
    @Test
    public void partsThatCannotBeReadAreTheSendersMistake() throws Exception {
        type = "multipart/form-data";
        for (Exception unreadable : List.of(new ServletException("Not a multipart request"),
                parsing(new FileUploadBase.InvalidContentTypeException("no boundary")),
                parsing(new FileUploadBase.IOFileUploadException("Processing failed",
                        new MultipartStream.MalformedStreamException("Stream ended unexpectedly"))))) {
            failWithParts(unreadable);
        }
        assertEquals(List.of(400, 400, 400), answered);
        answered.clear();
        failWithParts(parsing(new FileUploadBase.SizeLimitExceededException("too large", 2, 1)));
        failWithParts(parsing(new FileUploadBase.FileSizeLimitExceededException("too large", 2, 1)));
        failWithParts(parsing(new FileCountLimitExceededException("attachment", 1)));
        assertEquals(List.of(413, 413, 413), answered);
        assertEquals(List.of(), logged);
    }

    @Test
    public void partsThatTheNodeCannotKeepAreItsFailure() throws Exception {
        type = "multipart/form-data";
        for (Exception own : List.of(
                parsing(new FileUploadBase.IOFileUploadException("Processing failed",
                        new IOException("No space left on device"))),
                parsing(new FileUploadException("/tmp/x", new FileSystemException("/tmp/x", null, "Read-only file system"))),
                new IllegalStateException("Multipart not enabled for servlet."))) {
            logged.clear();
            failWithParts(own);
            assertEquals(own.toString(), 500, (int) answered.getLast());
            assertEquals(own.toString(), 1, logged.size());
        }
    }

    @Test
    public void partsThatStandStillAreTheSendersToo() throws Exception {
        type = "multipart/form-data";
        failWithParts(parsing(new FileUploadBase.IOFileUploadException("Processing failed",
                new IOException(new TimeoutException("Idle timeout expired: 30000/30000 ms")))));
        failWithParts(parsing(new FileUploadBase.IOFileUploadException("Processing failed", new EofException())));
        assertEquals(List.of(408, 400), answered);
        assertEquals(List.of(), logged);
    }

    private static IOException parsing(FileUploadException problem) {
        return new IOException("Error parsing multipart request", problem);
    }

    private void fail(Exception with) throws Exception {
        filter((_, _) -> FailedRequestsTest.<RuntimeException>sneak(with));
    }

    private void failWithParts(Exception with) throws Exception {
        ofParts = with;
        filter((request, _) -> ((HttpServletRequest) request).getParts());
    }

    private void filter(FilterChain chain) throws Exception {
        new FailedRequests(fake(Logger.class, this::log)).doFilter(fake(HttpServletRequest.class, this::request),
                fake(HttpServletResponse.class, this::response), chain);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void sneak(Exception with) throws E {
        throw (E) with;
    }

    private interface Call {
        Object answer(String method, Object[] arguments) throws Throwable;
    }

    private Object log(String method, Object[] arguments) {
        if (method.equals("atLevel")) {
            return fake(LoggingEventBuilder.class, (_, texts) -> {
                logged.add(Arrays.deepToString(texts));
                return null;
            });
        }
        return null;
    }

    private Object request(String method, Object[] arguments) throws Throwable {
        return switch (method) {
            case "getMethod" -> "POST";
            case "getRequestURI" -> "/x";
            case "getContentType" -> type;
            case "getParts" -> throw ofParts;
            default -> null;
        };
    }

    private Object response(String method, Object[] arguments) {
        if (method.equals("sendError")) {
            answered.add((Integer) arguments[0]);
        }
        return method.equals("isCommitted") ? committed : null;
    }

    private static <T> T fake(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(FailedRequestsTest.class.getClassLoader(), new Class<?>[] {type},
                (_, method, arguments) -> call.answer(method.getName(), arguments)));
    }
}
