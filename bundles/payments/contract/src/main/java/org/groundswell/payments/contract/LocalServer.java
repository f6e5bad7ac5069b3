package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** HTTP on the loopback for a gateway of the tests: forms, bad nights, and one answer for each idempotency key. */
abstract class LocalServer implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Remembered> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger stumbles = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, GatewayControl.Flaw> spoiled = new ConcurrentHashMap<>();
    private volatile boolean down;
    private volatile boolean refusing;
    private volatile boolean detour;

    LocalServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request, its form or query by field; repeated fields are joined by a space. */
    record Asked(String method, String path, Map<String, String> fields, String body, Map<String, String> headers) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** An answer; a location makes it a redirect, replayed says that it was saved with the idempotency key. */
    record Answer(int status, String body, String location, boolean replayed) {
        Answer(int status, String body, String location) {
            this(status, body, location, false);
        }

        Answer again() {
            return new Answer(status, body, location, true);
        }

        static Answer json(int status, JsonElement body) {
            return new Answer(status, body.toString(), null);
        }
    }

    private record Remembered(String request, Answer answer) {
    }

    /** Where it listens, without a slash at the end. */
    public final String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public final void down(boolean broken) {
        down = broken;
    }

    public final void stumble(int times) {
        stumbles.set(times);
    }

    /** See {@link GatewayControl#refuse}. */
    public final boolean refuse(boolean every) {
        refusing = every;
        return true;
    }

    final boolean isRefusing() {
        return refusing;
    }

    /** From now on the hosted page sends donors on to another host, as banks' pages are, which has the page. */
    public final void sendOn(boolean toAnotherHost) {
        detour = toAnotherHost;
    }

    /** Where the donor is sent on to, or nothing where the page is here. */
    final Optional<Answer> detour(Asked asked) {
        boolean here = !detour || asked.headers().getOrDefault("host", "").startsWith("localhost");
        return here ? Optional.empty() : Optional.of(new Answer(303, "",
                base().replace("127.0.0.1", "localhost") + asked.path()));
    }

    /** So many writes fail inside the gateway, each time it does not know the key yet; it repeats them for the key. */
    public final void failInside(int times) {
        failures.set(times);
    }

    /** How many requests have come. */
    public final int asked() {
        return requests.get();
    }

    /** See {@link GatewayControl#spoil}. */
    public final boolean spoil(String paymentId, GatewayControl.Flaw flaw) {
        spoiled.put(paymentId, flaw);
        return true;
    }

    /** Where the gateway's records have what may be broken. */
    record Fields(String amount, JsonElement endless, String date, JsonElement longAgo, JsonElement absurd) {
    }

    /** The record as the gateway tells of it, with its flaw if it has one. */
    final JsonElement told(JsonObject told, Fields fields) {
        GatewayControl.Flaw flaw = told.has("id") ? spoiled.get(told.get("id").getAsString()) : null;
        JsonObject broken = told.deepCopy();
        switch (flaw) {
            case null -> {
                return told;
            }
            case NO_ID -> broken.remove("id");
            case NO_AMOUNT -> broken.remove(fields.amount());
            case AMOUNT_OF_ANOTHER_KIND -> broken.add(fields.amount(), new JsonArray());
            case ENDLESS_AMOUNT -> broken.add(fields.amount(), fields.endless());
            case LONG_AGO -> broken.add(fields.date(), fields.longAgo());
            case ABSURD_DATE -> broken.add(fields.date(), fields.absurd());
            case UNKNOWN_STATUS -> broken.addProperty("status", "invented\nby them");
            case NO_OBJECT -> {
                return new JsonPrimitive("nothing");
            }
        }
        return broken;
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }

    /** What the gateway does, one request at a time. */
    abstract Answer answer(Asked asked);

    /** The same answer again for the same key. */
    abstract Answer otherRequestForKey();

    abstract Answer keyInUse();

    /** Sends a notification; returns the status of the answer. */
    final int deliver(URI to, GatewayControl.Sent sent) {
        var request = HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofByteArray(sent.body()));
        sent.headers().forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = new LinkedHashMap<String, String>();
            exchange.getRequestHeaders().forEach(
                    (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            String query = exchange.getRequestURI().getRawQuery();
            String type = headers.getOrDefault("content-type", "");
            String form = type.startsWith("application/x-www-form-urlencoded") ? body : query == null ? "" : query;
            Answer answer = down || stumbles.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? new Answer(503, "busy", null)
                    : once(new Asked(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), fields(form),
                            body, headers));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.location() != null) {
                exchange.getResponseHeaders().set("Location", answer.location());
            }
            exchange.getResponseHeaders().set("Content-Type", answer.body().startsWith("<") ? "text/html"
                    : "application/json");
            if (answer.replayed()) {
                exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            }
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer once(Asked asked) {
        String key = asked.headers().get("idempotency-key");
        if (key == null) {
            return locked(asked);
        }
        var inUse = new Remembered(null, null);
        Remembered known = byKey.putIfAbsent(key, inUse);
        if (known == null) {
            boolean failsInside = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            Answer answer = failsInside ? new Answer(500, "{}", null) : locked(asked);
            if (answer.status() / 100 == 2 || failsInside) {
                byKey.put(key, new Remembered(asked.path() + asked.body(), answer));
            } else {
                byKey.remove(key);
            }
            return answer;
        }
        return known.answer() == null ? keyInUse()
                : known.request().equals(asked.path() + asked.body()) ? known.answer().again()
                        : otherRequestForKey();
    }

    private synchronized Answer locked(Asked asked) {
        return answer(asked);
    }

    private static Map<String, String> fields(String form) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : form.isEmpty() ? List.<String>of() : List.of(form.split("&"))) {
            int equals = field.indexOf('=');
            String name = URLDecoder.decode(equals < 0 ? field : field.substring(0, equals), StandardCharsets.UTF_8);
            String value = equals < 0 ? "" : URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
            fields.merge(name, value, (one, other) -> one + " " + other);
        }
        return fields;
    }
}
