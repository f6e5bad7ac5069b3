package org.groundswell.console.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.signing.HmacSha256;

/**
 * Sign-ins that have begun. Each is in a cookie of its own browser, signed: whoever begins thousands of them takes nobody's
 * place. Here is only which ones are over, so that none counts twice. Thread-safe.
 */
final class PendingSignIns {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int MOST_USED = 10_000;
    private static final int LONGEST = 3_500;
    private static final int FIELDS = 5;

    private final Clock clock;
    private final byte[] key = new byte[32];
    private final Map<String, Instant> used = new LinkedHashMap<>();

    PendingSignIns(Clock clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    /** What goes into the cookie. */
    String sealed(Pending pending) {
        byte[] text = String.join("\n", pending.state(), pending.nonce(), pending.verifier(),
                Long.toString(pending.begun().toEpochMilli()), pending.to()).getBytes(StandardCharsets.UTF_8);
        return encoded(text) + "." + encoded(HmacSha256.of(key, text));
    }

    /** The sign-in that this cookie and this answer belong to; once, and in time. */
    Optional<Pending> take(String cookie, String state) {
        return opened(cookie).filter(each -> isSame(each.state(), state))
                .filter(each -> clock.instant().isBefore(each.begun().plus(LIFE))).filter(this::isFirst);
    }

    private Optional<Pending> opened(String cookie) {
        String[] parts = cookie.split("\\.", -1);
        if (cookie.length() > LONGEST || parts.length != 2) {
            return Optional.empty();
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(parts[0]);
            if (!MessageDigest.isEqual(HmacSha256.of(key, text), Base64.getUrlDecoder().decode(parts[1]))) {
                return Optional.empty();
            }
            String[] fields = new String(text, StandardCharsets.UTF_8).split("\n", FIELDS);
            return Optional.of(new Pending(fields[0], fields[1], fields[2],
                    Instant.ofEpochMilli(Long.parseLong(fields[3])), fields[4]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private synchronized boolean isFirst(Pending pending) {
        Instant now = clock.instant();
        used.values().removeIf(each -> each.plus(LIFE).isBefore(now));
        if (used.size() >= MOST_USED) {
            used.remove(used.keySet().iterator().next());
        }
        return used.putIfAbsent(pending.state(), pending.begun()) == null;
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
