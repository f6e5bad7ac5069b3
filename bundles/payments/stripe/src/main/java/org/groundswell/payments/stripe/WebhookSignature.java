package org.groundswell.payments.stripe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.groundswell.kernel.api.node.Secret;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.shared.signing.HmacSha256;

/**
 * Checks {@code Stripe-Signature} (docs.stripe.com/webhooks/signature): {@code t=<seconds>,v1=<hex>[,v1=...]}, each v1
 * an HMAC-SHA256 over the timestamp, a dot and the raw body. While a secret is exchanged there are two of ours and two
 * of theirs; one match is enough.
 */
final class WebhookSignature {
    static final String HEADER = "stripe-signature";
    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final int MOST_PARTS = 20;

    private final List<Secret> secrets;
    private final Clock clock;

    WebhookSignature(List<Secret> secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @throws PaymentException if a secret of ours cannot be read, and no other fits */
    void verify(String header, byte[] body) throws ForgedNotificationException, PaymentException {
        long seconds = -1;
        var signatures = new ArrayList<byte[]>();
        String[] parts = header == null ? new String[0] : header.split(",", MOST_PARTS);
        try {
            for (String part : parts) {
                String text = part.strip();
                if (text.startsWith("t=")) {
                    seconds = Long.parseLong(text.substring(2));
                } else if (text.startsWith("v1=")) {
                    signatures.add(HexFormat.of().parseHex(text.substring(3)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ForgedNotificationException("The signature cannot be read");
        }
        if (seconds < 0 || signatures.isEmpty()) {
            throw new ForgedNotificationException("No signature of the expected form");
        }
        if (!matches(seconds, body, signatures)) {
            throw new ForgedNotificationException("The signature does not fit the body");
        }
        // In both directions: one from the future could be kept and sent again later.
        if (Math.abs(clock.instant().getEpochSecond() - seconds) > TOLERANCE.toSeconds()) {
            throw new ForgedNotificationException("The signature is more than " + TOLERANCE.toSeconds()
                    + " seconds from now");
        }
    }

    private boolean matches(long seconds, byte[] body, List<byte[]> signatures) throws PaymentException {
        boolean found = false;
        IllegalArgumentException missing = null;
        for (Secret secret : secrets) {
            try {
                byte[] expected = mac(secret.value(), seconds, body);
                for (byte[] signature : signatures) {
                    found |= MessageDigest.isEqual(expected, signature);
                }
            } catch (IllegalArgumentException e) {
                missing = e;
            }
        }
        if (!found && missing != null) {
            // Perhaps it is signed with the one that is missing: Stripe has to send it again.
            throw new PaymentException(missing.getMessage(), missing);
        }
        return found;
    }

    private static byte[] mac(String secret, long seconds, byte[] body) {
        return HmacSha256.of(secret.getBytes(StandardCharsets.UTF_8),
                (seconds + ".").getBytes(StandardCharsets.US_ASCII), body);
    }
}
