package org.groundswell.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox over HTTP, in a process of its own: nodes open and ask for payments, donors pay them. Thread-safe. */
final class GatewayServer implements AutoCloseable {
    /** Before a payment's id. */
    static final String CHECKOUT = "/checkout/";
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final String STYLE = "/checkout.css";
    private static final String CALLS = "/v1/";
    private static final int LONGEST_BODY = 65_536;
    /** Fewer than the server's own, see tools.sh: it notes a moment later who has left. */
    private static final int PLACES = 300;
    /** A browser brings the donor back to the site by the answer to a form, so this says nothing of where forms lead. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ServerSocket entrance;
    private final Doorway doorway;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Checkout checkout;
    private final GatewayCalls calls;
    private final byte[] style;

    /** @param entrance listens already, but whoever comes waits for {@link #start} */
    GatewayServer(ServerSocket entrance, Sandbox sandbox) throws IOException {
        this.entrance = entrance;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        doorway = new Doorway(entrance, server.getAddress(), PLACES, System::nanoTime);
        checkout = new Checkout(sandbox, STYLE);
        calls = new GatewayCalls(new OwnGateway(sandbox), sandbox.key());
        style = CheckoutPage.style();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** An answer, whatever it is. */
    private record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    }

    void start() {
        server.start();
        doorway.open();
    }

    int port() {
        return entrance.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        doorway.close();
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(exchange, exchange.getRequestURI());
            } catch (UncheckedIOException e) {
                reply = page(checkout.failed(e));
            } catch (RuntimeException e) {
                LOG.error("{} failed", exchange.getRequestMethod(), e);
                reply = nothing(500);
            }
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 || isHead ? -1 : reply.body().length);
            if (!isHead) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private Reply reply(HttpExchange exchange, URI uri) throws IOException {
        String method = exchange.getRequestMethod();
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return nothing(413);
        }
        String path = uri.getPath();
        if (path.startsWith(CALLS)) {
            GatewayCalls.Answer answer = calls.answer(new GatewayCalls.Call(method, path.substring(CALLS.length()),
                    SentForm.read(uri.getRawQuery()), body, exchange.getRequestHeaders().getFirst("Authorization")));
            return new Reply(answer.status(), "application/json", answer.json().getBytes(StandardCharsets.UTF_8), Map.of());
        }
        if (path.startsWith(CHECKOUT)) {
            return paid(exchange, method, path.substring(CHECKOUT.length()), body);
        }
        return path.equals(STYLE) ? new Reply(200, "text/css; charset=utf-8", style, Map.of()) : nothing(404);
    }

    private Reply paid(HttpExchange exchange, String method, String id, byte[] body) {
        String languages = exchange.getRequestHeaders().getFirst("Accept-Language");
        return switch (method) {
            case "GET", "HEAD" -> page(checkout.shown(id, languages));
            case "POST" -> page(checkout.refusal(id, languages).orElseGet(() -> checkout.decided(id, SentForm.read(
                    new String(body, StandardCharsets.ISO_8859_1)).getOrDefault("action", ""))));
            default -> nothing(405);
        };
    }

    private static Reply page(Checkout.Answer answer) {
        return new Reply(answer.status(), "text/html; charset=utf-8", answer.html().getBytes(StandardCharsets.UTF_8),
                answer.location().isEmpty() ? Map.of() : Map.of("Location", answer.location()));
    }

    private static Reply nothing(int status) {
        return new Reply(status, "text/plain; charset=utf-8", new byte[0], Map.of());
    }
}
