package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.LoggerFactory;

/** Sends notifications until each was taken, at least once, waiting longer after each failure. */
final class WebhookSender implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 30;
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = Duration.ofHours(1).toMillis();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SandboxBook book;
    private final NotificationSignature signature;
    private final Gson gson = new Gson();
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(WebhookSender.class));
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1).build();
    private final Loop loop = Loop.of("sandbox-webhook");

    WebhookSender(SandboxBook book, NotificationSignature signature) {
        this.book = book;
        this.signature = signature;
    }

    void send(Delivery delivery, long delayMillis) {
        attempt(delivery, 1, delayMillis);
    }

    @Override
    public void close() {
        loop.close();
        client.shutdownNow();
    }

    private void attempt(Delivery delivery, int number, long delayMillis) {
        loop.after(Duration.ofMillis(delayMillis), () -> post(delivery, number));
    }

    private void post(Delivery delivery, int number) {
        byte[] body = gson.toJson(delivery).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(delivery.payment().webhookUrl())).timeout(TIMEOUT)
                .header("Content-Type", "application/json").header(NotificationSignature.HEADER, signature.sign(body))
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
        if (loop.isClosed()) {
            return;
        }
        if (number >= MAX_ATTEMPTS) {
            log.error("Gave up on notification {} after {} attempts: {}", delivery.eventId(), number, why);
            book.delivered(delivery);
            return;
        }
        log.info("Notification {} was not taken ({}); attempt {} follows", delivery.eventId(), why, number + 1);
        attempt(delivery, number + 1, Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(number - 1, 20)));
    }
}
