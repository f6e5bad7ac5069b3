package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.groundswell.payments.api.ForgedNotificationException;
import org.junit.Test;

public class NotificationSignatureTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T20:00:00Z"), ZoneOffset.UTC);
    private final NotificationSignature signature = new NotificationSignature("secret", clock);

    @Test
    public void whatWasSignedIsAccepted() throws Exception {
        signature.verify(signature.sign(BODY), BODY);
    }

    @Test
    public void whatWasForgedIsRefused() {
        String good = signature.sign(BODY);
        refused(good, "{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        refused(new NotificationSignature("other", clock).sign(BODY), BODY);
        refused(null, BODY);
        refused("", BODY);
        refused(good.replace("v1=", "v0="), BODY);
        refused(good.substring(0, good.length() - 2), BODY);
    }

    @Test
    public void whatIsReplayedTooLateOrDatedAheadIsRefused() throws Exception {
        var earlier = new NotificationSignature("secret", Clock.offset(clock, Duration.ofSeconds(-301)));
        var ahead = new NotificationSignature("secret", Clock.offset(clock, Duration.ofSeconds(301)));
        refused(earlier.sign(BODY), BODY);
        refused(ahead.sign(BODY), BODY);
        signature.verify(new NotificationSignature("secret", Clock.offset(clock, Duration.ofSeconds(-299))).sign(BODY), BODY);
    }

    private void refused(String header, byte[] body) {
        assertThrows(ForgedNotificationException.class, () -> signature.verify(header, body));
    }
}
