package org.groundswell.edge.listener.budgets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty with a handler of ours, and visitors who come from several addresses of this machine. */
public final class Loopback {
    public static final Handler FINE = new Handler.Abstract() {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.write(true, null, callback);
            return true;
        }
    };
    private static final int PATIENCE_MILLIS = 20_000;

    private final Server server = new Server();
    private final ServerConnector connector;

    public Loopback(Handler handler, ConnectionFactory... protocols) throws Exception {
        connector = protocols.length == 0 ? new ServerConnector(server, 1, 1, new HttpConnectionFactory())
                : new ServerConnector(server, 1, 1, protocols);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
    }

    /** HTTP/2 without TLS, from the first byte on, as the secure port has it. */
    public static Loopback http2(Handler handler, Budget bodies) throws Exception {
        var http2 = new HTTP2CServerConnectionFactory(new HttpConfiguration());
        Http2Holdings.limit(http2, bodies);
        return new Loopback(handler, new HttpConnectionFactory(), http2);
    }

    ServerConnector connector() {
        return connector;
    }

    Socket connect(String from) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort(), InetAddress.getByName(from), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** A visitor who has sent this, and no more yet. */
    public Socket begin(String from, String request) throws IOException {
        Socket socket = connect(from);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** The answer, up to the end of the connection. */
    public String ask(String from, String request) throws IOException {
        try (Socket socket = begin(from, request)) {
            return answer(socket);
        }
    }

    public static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    public static boolean write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public void stop() throws Exception {
        server.stop();
    }
}
