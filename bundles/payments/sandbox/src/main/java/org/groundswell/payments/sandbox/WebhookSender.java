package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.groundswell.payments.sandbox.Outage.Attempt;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.LoggerFactory;

/**
 * Sends notifications until each was taken, at least once, waiting longer after each failure. A site that takes none is
 * tried by one now and then, and the log says so once.
 */
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
    private final Outage outage = new Outage();
    private final Loop loop = Loop.of("sandbox-webhook");

    WebhookSender(SandboxBook book, NotificationSignature signature) {
        this.book = book;
        this.signature = signature;
    }

    void send(Delivery delivery, long delayMillis) {
        after(new Attempt(delivery, 1), delayMillis);
    }

    @Override
    public void close() {
        loop.close();
        client.shutdownNow();
    }

    private void after(Attempt attempt, long delayMillis) {
        loop.after(Duration.ofMillis(delayMillis), () -> post(attempt));
    }

    private void post(Attempt attempt) {
        if (!outage.holds(attempt)) {
            send(attempt);
        }
    }

    private void send(Attempt attempt) {
        byte[] body = gson.toJson(attempt.delivery()).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(attempt.delivery().payment().webhookUrl())).timeout(TIMEOUT)
                .header("Content-Type", "application/json").header(NotificationSignature.HEADER, signature.sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            if (failure == null && response.statusCode() / 100 == 2) {
                taken(attempt);
            } else {
                failed(attempt, failure == null ? "status " + response.statusCode() : failure.toString());
            }
        });
    }

    private void taken(Attempt attempt) {
        if (outage.isDown()) {
            log.info("Notifications are taken again");
        }
        outage.taken().forEach(each -> after(each, 0));
        over(attempt);
    }

    /** A book that cannot be written keeps nobody waiting. */
    private void over(Attempt attempt) {
        try {
            book.delivered(attempt.delivery());
        } catch (UncheckedIOException e) {
            log.warn("That notification {} is over cannot be noted ({}): it is sent once more after a restart",
                    attempt.delivery().eventId(), e.getMessage());
        }
    }

    private void failed(Attempt attempt, String why) {
        if (loop.isClosed()) {
            return;
        }
        boolean wasDown = outage.isDown();
        outage.failed().ifPresent(pause -> {
            if (pause.first()) {
                log.warn("Notifications are not taken ({}): they wait, and one is tried now and then", why);
            }
            loop.after(pause.length(), () -> outage.next().ifPresent(this::send));
        });
        if (attempt.number() >= MAX_ATTEMPTS) {
            log.error("Gave up on notification {} after {} attempts: {}", attempt.delivery().eventId(), attempt.number(), why);
            over(attempt);
            return;
        }
        if (!wasDown) {
            log.info("Notification {} was not taken ({}); attempt {} follows", attempt.delivery().eventId(), why,
                    attempt.number() + 1);
        }
        after(attempt.next(), Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(attempt.number() - 1, 20)));
    }
}
