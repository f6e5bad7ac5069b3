package org.groundswell.payments.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.shared.signing.HmacSha256;

/**
 * Signs notifications as Stripe does (docs.stripe.com/webhooks/signature): {@code t=<seconds>,v1=<hex>} with an
 * HMAC-SHA256 over the timestamp, a dot and the raw body.
 */
final class NotificationSignature {
    static final String HEADER = "sandbox-signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

    private final byte[] secret;
    private final Clock clock;

    NotificationSignature(String secret, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    String sign(byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(seconds, body));
    }

    void verify(String header, byte[] body) throws ForgedNotificationException {
        Matcher matcher = FORM.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            throw new ForgedNotificationException("No signature of the expected form");
        }
        long seconds = Long.parseLong(matcher.group(1));
        if (!MessageDigest.isEqual(mac(seconds, body), HexFormat.of().parseHex(matcher.group(2)))) {
            throw new ForgedNotificationException("The signature does not fit the body");
        }
        if (Math.abs(clock.instant().getEpochSecond() - seconds) > TOLERANCE.toSeconds()) {
            throw new ForgedNotificationException("The signature is more than " + TOLERANCE.toMinutes()
                    + " minutes from now");
        }
    }

    private byte[] mac(long seconds, byte[] body) {
        return HmacSha256.of(secret, (seconds + ".").getBytes(StandardCharsets.US_ASCII), body);
    }
}
