package org.groundswell.console.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.shared.signing.HmacSha256;

/**
 * Whether a password is the right one. Where that takes long on purpose it is found out once: from then on the right one of
 * this person is recognised at once and every other one is wrong at once, until another is stored. Thread-safe.
 */
final class PasswordCheck {
    private final HashQueue queue = new HashQueue();
    private final byte[] runKey = new byte[32];
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** The right password for what is stored, as this run of the node remembers it. */
    private record Known(String stored, byte[] hash) {
    }

    PasswordCheck() {
        new SecureRandom().nextBytes(runKey);
    }

    /**
     * What there is to say about this password; nothing where too many wait for an answer.
     *
     * @param asker who wants to know
     */
    Optional<Boolean> isRight(Person person, String password, Asker asker) {
        if (person.password().isEmpty()) {
            return Optional.of(false);
        }
        if (!Passwords.isSlow(person.password())) {
            return Optional.of(Passwords.matches(person.password(), password));
        }
        byte[] hash = HmacSha256.of(runKey, password.getBytes(StandardCharsets.UTF_8));
        Known before = known.get(person.name());
        if (before != null && before.stored.equals(person.password())) {
            return Optional.of(MessageDigest.isEqual(before.hash, hash));
        }
        return queue.inTurn(asker, () -> {
            boolean right = Passwords.matches(person.password(), password);
            if (right) {
                known.put(person.name(), new Known(person.password(), hash));
            }
            return right;
        });
    }

    /** What is stored of a new password; one at a time, because each takes a processor for a while. */
    synchronized String hash(String password) {
        return Passwords.hash(password);
    }

    /** Takes as long for a name that nobody has, so that its answer does not tell. */
    Optional<Boolean> nobodys(String password, Asker asker) {
        return queue.inTurn(asker, () -> {
            Passwords.hash(password);
            return false;
        });
    }
}
