package org.groundswell.console.people;

import com.password4j.BcryptFunction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.groundswell.shared.signing.HmacSha256;

/**
 * bcrypt (Provos and Mazieres, USENIX 1999) by the library that is carried inside. It reads 72 bytes of a password and ends
 * at a zero byte, so it gets a digest of the whole in letters.
 */
final class Bcrypt {
    private static final Pattern STORED = Pattern.compile("\\$2b\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");
    /** 2 to the power of 11 rounds: some 150 ms. OWASP's password storage cheat sheet asks for 10 at least. */
    private static final int LOG_ROUNDS = 11;
    private static final byte[] PURPOSE = "groundswell console password".getBytes(StandardCharsets.UTF_8);

    private Bcrypt() {
    }

    /** What is stored of a password. */
    static String hash(String password) {
        return BcryptFunction.getInstance(com.password4j.types.Bcrypt.B, LOG_ROUNDS).hash(letters(password)).getResult();
    }

    /** Whether {@link #hash} has made this. */
    static boolean isStored(String stored) {
        return STORED.matcher(stored).matches();
    }

    /** @param stored something that {@link #hash} has made */
    static boolean matches(String stored, String password) {
        return BcryptFunction.getInstanceFromHash(stored).check(letters(password), stored);
    }

    private static String letters(String password) {
        return Base64.getEncoder().encodeToString(HmacSha256.of(PURPOSE, password.getBytes(StandardCharsets.UTF_8)));
    }
}
