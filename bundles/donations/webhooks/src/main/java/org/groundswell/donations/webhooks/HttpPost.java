package org.groundswell.donations.webhooks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 request to an address that was looked up before (RFC 9112). The JDK's client takes names only and looks
 * them up once more, when the answer may be another one. Follows no redirect and reads no further than the status.
 */
final class HttpPost {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_HEAD = 16_384;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

    private final SSLSocketFactory tls;
    private final int readMillis;

    /** @param readMillis how long to wait for the next byte; whoever calls has a limit for all of it */
    HttpPost(SSLSocketFactory tls, int readMillis) {
        this.tls = tls;
        this.readMillis = readMillis;
    }

    /**
     * @param addresses of the host; they are tried in their order
     * @return the status of the answer
     */
    int send(URI target, List<InetAddress> addresses, Map<String, String> headers, byte[] body) throws IOException {
        try (Socket connected = connect(addresses, port(target)); Socket socket = secured(connected, target)) {
            OutputStream out = socket.getOutputStream();
            var request = new ByteArrayOutputStream();
            request.write(head(target, headers, body.length).getBytes(StandardCharsets.US_ASCII));
            request.write(body);
            out.write(request.toByteArray());
            out.flush();
            return status(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private Socket connect(List<InetAddress> addresses, int port) throws IOException {
        IOException last = null;
        for (InetAddress each : addresses) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(each, port), CONNECT_MILLIS);
                socket.setSoTimeout(readMillis);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private Socket secured(Socket socket, URI target) throws IOException {
        if (target.getScheme().equals("http")) {
            return socket;
        }
        var secured = (SSLSocket) tls.createSocket(socket, target.getHost(), port(target), true);
        var parameters = secured.getSSLParameters();
        // Without this any valid certificate would do, whosever it is.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static int port(URI target) {
        return target.getPort() > 0 ? target.getPort() : target.getScheme().equals("http") ? 80 : 443;
    }

    private static String head(URI target, Map<String, String> headers, int length) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        var head = new StringBuilder("POST ").append(path);
        if (target.getRawQuery() != null) {
            head.append('?').append(target.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(target.getRawAuthority()).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Type: application/json\r\nContent-Length: ").append(length)
                .append("\r\nUser-Agent: Groundswell\r\nConnection: close\r\n\r\n").toString();
    }

    private static int status(InputStream in) throws IOException {
        int left = LONGEST_HEAD;
        while (true) {
            String first = line(in, left);
            Matcher matcher = STATUS.matcher(first);
            if (!matcher.matches()) {
                throw new IOException("the answer is not HTTP/1.1");
            }
            int status = Integer.parseInt(matcher.group(1));
            if (status >= 200) {
                return status;
            }
            // 100 and 103 come before the answer (RFC 9110, section 15.2).
            for (String line = first; !line.isEmpty(); line = line(in, left)) {
                left -= line.length() + 1;
            }
        }
    }

    private static String line(InputStream in, int most) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended before the answer");
            }
            if (line.length() >= most) {
                throw new IOException("the head of the answer is too long");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
