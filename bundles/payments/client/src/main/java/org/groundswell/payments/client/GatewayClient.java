package org.groundswell.payments.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.groundswell.payments.api.PaymentException;

/**
 * Asks a gateway within a donor's patience: 3 seconds to connect, 10 for everything, slow bodies included. What may
 * pass (no connection, 409, 429, 5xx) is tried again, a little later each time and not at the same moment as others.
 * Messages say method, path, status and the gateway's code, never a body: bodies are personal. An answer of more than 8
 * MB is none: no gateway needs so many bytes, and a node has little memory. Thread-safe.
 */
public final class GatewayClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int RETRIES = 3;
    private static final long LARGEST_ANSWER = 8L << 20;

    private final URI base;
    private final Duration patience;
    private final Function<JsonObject, String> errorCode;
    private final Function<HttpRequest.Builder, HttpRequest.Builder> headers;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER).build();
    private final RetryPolicy<JsonObject> retries;
    private volatile Duration clockAhead;

    /**
     * @param base      without a slash at the end
     * @param patience  the longest that one call may take, tries included
     * @param headers   adds what every request carries; may throw an IllegalArgumentException that says why it cannot
     * @param errorCode takes the gateway's code, free of personal data, from the body of an error
     */
    public GatewayClient(URI base, Duration patience, Function<HttpRequest.Builder, HttpRequest.Builder> headers,
            Function<JsonObject, String> errorCode) {
        this.base = base;
        this.patience = patience;
        this.headers = headers;
        this.errorCode = errorCode;
        this.retries = RetryPolicy.<JsonObject>builder().handle(PassingException.class).withMaxRetries(RETRIES)
                .withBackoff(200, 2000, ChronoUnit.MILLIS).withJitter(0.3).withMaxDuration(patience).build();
    }

    /** Something that another try may not meet. */
    private static final class PassingException extends Exception {
        private static final long serialVersionUID = 1L;

        PassingException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @param path with the query
     * @return nothing where the gateway has no such thing (404)
     */
    public Optional<JsonObject> get(String path) throws PaymentException {
        try {
            return Optional.of(ask(path, request(path).GET()));
        } catch (RefusedException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e.isAboutKey() ? e.toPaymentException() : new PaymentException(e.getMessage(), e);
        }
    }

    /**
     * @param idempotencyKey at most 255 characters; the gateway does the same thing once only
     * @throws RefusedException if the gateway says no for good
     */
    public JsonObject post(String path, String contentType, String body, String idempotencyKey)
            throws PaymentException, RefusedException {
        return ask(path, request(path).header("Content-Type", contentType).header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** @throws RefusedException if the gateway says no for good */
    public JsonObject delete(String path) throws PaymentException, RefusedException {
        return ask(path, request(path).DELETE());
    }

    /** How far this machine's clock is ahead of the gateway's (RFC 9110 section 6.6.1), as its last answer told. */
    public Optional<Duration> clockAhead() {
        return Optional.ofNullable(clockAhead);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) throws PaymentException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(patience)
                .header("Accept", "application/json");
        try {
            return headers.apply(request);
        } catch (IllegalArgumentException e) {
            throw new PaymentException(e.getMessage(), e);
        }
    }

    /** As it stands in a header. What cannot stand there is no key, and would be shown by whoever refuses it. */
    public static String bearer(String key) {
        if (!key.matches("[\\x21-\\x7e]{1,255}")) {
            throw new IllegalArgumentException("the key has characters in it that no key has; nothing of it is shown");
        }
        return "Bearer " + key;
    }

    private JsonObject ask(String path, HttpRequest.Builder builder) throws PaymentException, RefusedException {
        HttpRequest request = builder.build();
        String what = request.method() + " " + path.replaceFirst("\\?.*", "");
        long end = System.nanoTime() + patience.toNanos();
        try {
            return Failsafe.with(retries).get(() -> once(request, what, end));
        } catch (FailsafeException e) {
            switch (e.getCause()) {
                case RefusedException refused -> throw refused;
                case PassingException passing -> throw new PaymentException(passing.getMessage(), passing);
                case InterruptedException _ -> {
                    Thread.currentThread().interrupt();
                    throw new PaymentException(what + ": interrupted", e);
                }
                case null, default -> throw e;
            }
        }
    }

    private JsonObject once(HttpRequest request, String what, long end) throws Exception {
        // By hand: the client's own timeout ends with the headers, and a body may trickle for ever.
        var answer = client.sendAsync(request,
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST_ANSWER));
        try {
            return read(answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS), what);
        } catch (TimeoutException e) {
            throw new PassingException(what + ": no answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new PassingException(what + ": " + cause.getClass().getSimpleName(), cause);
            }
            throw e;
        } finally {
            answer.cancel(true);
        }
    }

    private JsonObject read(HttpResponse<String> response, String what) throws PassingException, RefusedException {
        compareClocks(response);
        int status = response.statusCode();
        Optional<JsonObject> body = json(response.body());
        if (status / 100 == 2) {
            return body.or(() -> response.body().isBlank() ? Optional.of(new JsonObject()) : Optional.empty())
                    .orElseThrow(() -> new PassingException(what + ": status " + status + " without JSON", null));
        }
        String code = Json.line(body.map(errorCode).orElse(""));
        String message = what + ": status " + status + (code.isEmpty() ? "" : ", " + code);
        if (status >= 500 && response.headers().firstValue("Idempotent-Replayed").filter("true"::equals).isPresent()) {
            throw new RefusedException(status, code, message + ", repeated for this key");
        }
        if (status == 409 || status == 429 || status >= 500) {
            throw new PassingException(message, null);
        }
        throw new RefusedException(status, code, message);
    }

    private void compareClocks(HttpResponse<String> response) {
        try {
            response.headers().firstValue("Date").ifPresent(date -> clockAhead = Duration.between(
                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)), Instant.now()));
        } catch (DateTimeException e) {
            // Then this answer does not tell.
        }
    }

    private static Optional<JsonObject> json(String text) {
        try {
            return Optional.of(JsonParser.parseString(text)).filter(each -> each.isJsonObject())
                    .map(each -> each.getAsJsonObject());
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
