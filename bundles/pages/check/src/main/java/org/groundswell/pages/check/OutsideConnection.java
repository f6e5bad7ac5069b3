package org.groundswell.pages.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request to another site (HTTP/1.1, RFC 9112) at an address that was looked at: a name is resolved once, and connected is
 * to what it was resolved to, so that it cannot lead into the node's own network.
 */
final class OutsideConnection {
    private static final int MOST_HEAD = 16_384;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Door door;
    private final Duration longest;
    private final SSLSocketFactory tls;

    /** Where a name leads. */
    @FunctionalInterface
    interface Door {
        /** @throws IOException if there is no such name, or it leads where nobody outside could go */
        InetSocketAddress address(String host, int port) throws IOException;
    }

    OutsideConnection(Door door, Duration longest, SSLSocketFactory tls) {
        this.door = door;
        this.longest = longest;
        this.tls = tls;
    }

    OutsideAnswer ask(String method, URI address) {
        String host = host(address);
        boolean encrypted = "https".equalsIgnoreCase(address.getScheme());
        int usual = encrypted ? HTTPS : HTTP;
        if (host.isEmpty() || !encrypted && !"http".equalsIgnoreCase(address.getScheme()) || address.getRawUserInfo() != null) {
            return OutsideAnswer.failed("is no address that can be tried");
        }
        try (var plain = new Socket()) {
            int port = address.getPort() < 0 ? usual : address.getPort();
            InetSocketAddress target = door.address(host, port);
            if (port != usual) {
                return OutsideAnswer.notTried();
            }
            int most = (int) longest.toMillis();
            // Whoever sends a byte now and then is not waited for either.
            var deadline = CompletableFuture.delayedExecutor(most, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
            CompletableFuture.runAsync(() -> close(plain), deadline);
            plain.connect(target, most);
            plain.setSoTimeout(most);
            return exchange(method, address, host, encrypted ? encrypted(plain, host, target.getPort()) : plain);
        } catch (UnknownHostException e) {
            return OutsideAnswer.unreachable("there is no site of this name");
        } catch (ClosedNetworkException e) {
            return OutsideAnswer.unreachable("leads into a network that is not public");
        } catch (SSLException e) {
            return OutsideAnswer.unreachable("its certificate or encryption is not right");
        } catch (IOException e) {
            return OutsideAnswer.unreachable("the site does not answer");
        }
    }

    private static String host(URI address) {
        try {
            return address.getHost() == null ? "" : IDN.toASCII(address.getHost()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** From here on the site is there: what comes of it is said of this address alone. */
    private static OutsideAnswer exchange(String method, URI address, String host, Socket socket) {
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        try {
            socket.getOutputStream().write((method + " " + OutsideAddress.encoded(path + query) + " HTTP/1.1\r\nHost: " + host
                    + "\r\nUser-Agent: Groundswell-link-check/1.0\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return answer(head(new BufferedInputStream(socket.getInputStream())));
        } catch (IOException e) {
            return OutsideAnswer.silent();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is left behind either way.
        }
    }

    private Socket encrypted(Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.startsWith("[") && !host.matches("[0-9.]+")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (head.size() < MOST_HEAD) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static OutsideAnswer answer(String head) throws IOException {
        String[] lines = head.split("\r?\n");
        if (!lines[0].matches("HTTP/1\\.[01] [1-5][0-9]{2}.*")) {
            throw new IOException("no HTTP");
        }
        String location = "";
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("location:")) {
                location = new String(line.substring("location:".length()).strip().getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8);
            }
        }
        return new OutsideAnswer(Integer.parseInt(lines[0].substring(9, 12)), location, "");
    }
}
