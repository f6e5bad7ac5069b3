package org.groundswell.edge.listener.handover;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Sends requests on to the process that has the writers now, one connection each and in HTTP/1.0, so that an answer ends
 * with its connection. Blocks: for virtual threads.
 */
public final class Onward {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int MOST_HEAD_BYTES = 64 * 1024;

    private final InetSocketAddress to;
    private final String secret;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    public Onward(int port, String secret) {
        to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.secret = secret;
    }

    /**
     * Answers with what the other process answers.
     *
     * @param body the request's, which is read already
     * @throws java.net.ConnectException if it is not there
     * @throws IOException if it breaks off
     */
    public void pass(Request request, ByteBuffer body, Response response) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(to, CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            OutputStream out = socket.getOutputStream();
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            out.write(head(request, bytes.length).getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            out.flush();
            answer(new BufferedInputStream(socket.getInputStream()), request, response);
        } catch (IOException e) {
            broken.incrementAndGet();
            throw e;
        }
    }

    /**
     * Asks the other process itself, as a watcher of this node would.
     *
     * @return the answer's status
     * @throws IOException if there is none
     */
    int ask(String path) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(to, CONNECT_MILLIS);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n" + OnwardHeaders.SECRET + ": "
                    + secret + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return status(new BufferedInputStream(socket.getInputStream()));
        }
    }

    /** How many requests were answered by the other process. */
    int answered() {
        return answered.get();
    }

    /** How many of them as a program does that is broken, or not at all. */
    int broken() {
        return broken.get();
    }

    private String head(Request request, int length) {
        var head = new StringBuilder(request.getMethod()).append(' ').append(request.getHttpURI().getPathQuery())
                .append(" HTTP/1.0\r\n");
        if (!request.getHeaders().contains(HttpHeader.HOST)) {
            add(head, "Host", request.getHttpURI().getAuthority());
        }
        for (HttpField field : request.getHeaders()) {
            // A request of HTTP/2 has its host in the address.
            if (!OnwardHeaders.OF_THE_CONNECTION.contains(field.getLowerCaseName()) && field.getName().charAt(0) != ':') {
                add(head, field.getName(), field.getValue());
            }
        }
        add(head, OnwardHeaders.SECRET, secret);
        add(head, OnwardHeaders.VISITOR, visitor(request.getConnectionMetaData().getRemoteSocketAddress()));
        add(head, OnwardHeaders.SCHEME, request.getHttpURI().getScheme());
        add(head, "Content-Length", Integer.toString(length));
        return head.append("\r\n").toString();
    }

    private static void add(StringBuilder head, String name, String value) {
        if (value != null) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static String visitor(SocketAddress address) {
        return address instanceof InetSocketAddress known && known.getAddress() != null
                ? known.getAddress().getHostAddress() : null;
    }

    private static int status(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        if (first.length < 2) {
            throw new IOException("the other process has not answered");
        }
        return Integer.parseInt(first[1]);
    }

    private void answer(InputStream in, Request request, Response response) throws IOException {
        int status = status(in);
        answered.incrementAndGet();
        // 503 is said by who is busy, too.
        if (status >= HttpStatus.INTERNAL_SERVER_ERROR_500 && status != HttpStatus.SERVICE_UNAVAILABLE_503) {
            broken.incrementAndGet();
        }
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        // Whether this is the last answer on its connection was said before.
        String last = headers.get(HttpHeader.CONNECTION);
        headers.clear();
        Set<String> seen = new HashSet<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon));
            String lower = name.toLowerCase(Locale.ROOT);
            boolean length = lower.equals("content-length");
            if (length || !name.isEmpty() && !OnwardHeaders.OF_THE_CONNECTION.contains(lower)) {
                String value = line.substring(colon + 1).strip();
                if (seen.add(lower)) {
                    headers.put(name, value);
                } else {
                    headers.add(name, value);
                }
            }
        }
        if (last != null) {
            headers.put(HttpHeader.CONNECTION, last);
        }
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            if (!HttpMethod.HEAD.is(request.getMethod())) {
                in.transferTo(out);
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || line.length() > MOST_HEAD_BYTES) {
                throw new IOException("the other process broke off");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
