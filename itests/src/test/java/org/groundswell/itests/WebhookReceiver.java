package org.groundswell.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Another system that is told by webhooks, on the loopback: keeps what is signed as it should be. */
final class WebhookReceiver implements AutoCloseable {
    static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(
            StandardCharsets.US_ASCII));

    private final HttpServer server;
    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile Predicate<Letter> taken = letter -> false;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** @param path where it was sent to */
    record Letter(String path, String id, JsonObject body) {
        String donation() {
            return data("donation");
        }

        String state() {
            return data("state");
        }

        long version() {
            return body.getAsJsonObject("data").get("version").getAsLong();
        }

        private String data(String key) {
            return body.getAsJsonObject("data").get(key).getAsString();
        }
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it takes from now on; all else is answered by 500. At first it takes nothing. */
    void take(Predicate<Letter> which) {
        taken = which;
    }

    /** What it has taken at this path, in its order. */
    List<Letter> letters(String path) {
        return letters.stream().filter(each -> each.path().equals(path)).toList();
    }

    /** What was not signed as it should be. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            String id = headers.getFirst("webhook-id");
            if (!signature(id, headers.getFirst("webhook-timestamp"), body).equals(
                    headers.getFirst("webhook-signature"))) {
                wrong.add(text);
            }
            var letter = new Letter(exchange.getRequestURI().getPath(), id,
                    JsonParser.parseString(text).getAsJsonObject());
            boolean takes = taken.test(letter);
            if (takes) {
                letters.add(letter);
            }
            exchange.sendResponseHeaders(takes ? 204 : 500, -1);
        }
    }

    private static String signature(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
