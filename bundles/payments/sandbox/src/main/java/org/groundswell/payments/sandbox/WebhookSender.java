package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notifications until each was taken, at least once, waiting longer after each failure. */
final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int MAX_ATTEMPTS = 30;
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = Duration.ofHours(1).toMillis();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SandboxBook book;
    private final Signature signature;
    private final Gson gson = new Gson();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("sandbox-webhook").daemon().factory());

    WebhookSender(SandboxBook book, Signature signature) {
        this.book = book;
        this.signature = signature;
    }

    void send(Delivery delivery, long delayMillis) {
        attempt(delivery, 1, delayMillis);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.shutdownNow();
    }

    private void attempt(Delivery delivery, int number, long delayMillis) {
        timer.schedule(() -> post(delivery, number), delayMillis, TimeUnit.MILLISECONDS);
    }

    private void post(Delivery delivery, int number) {
        byte[] body = gson.toJson(delivery).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(delivery.payment().webhookUrl())).timeout(TIMEOUT)
                .header("Content-Type", "application/json").header(Signature.HEADER, signature.sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            if (failure == null && response.statusCode() / 100 == 2) {
                book.delivered(delivery);
            } else {
                retry(delivery, number, failure == null ? "status " + response.statusCode() : failure.toString());
            }
        });
    }

    private void retry(Delivery delivery, int number, String why) {
        if (timer.isShutdown()) {
            return;
        }
        if (number >= MAX_ATTEMPTS) {
            LOG.error("Gave up on notification {} after {} attempts: {}", delivery.eventId(), number, why);
            book.delivered(delivery);
            return;
        }
        LOG.info("Notification {} was not taken ({}); attempt {} follows", delivery.eventId(), why, number + 1);
        attempt(delivery, number + 1, Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(number - 1, 20)));
    }
}
