package org.groundswell.console.people;

import java.util.Locale;
import java.util.Optional;

/** A password that somebody chooses: long rather than odd (NIST SP 800-63B, section 3.1.1.2), and typed the same twice. */
final class NewPassword {
    static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final int FEWEST_LETTERS = 5;

    private NewPassword() {
    }

    /** The key of the text that says what is wrong with it; nothing where it is good. */
    static Optional<String> problem(String name, String password, String again) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("short");
        }
        if (password.length() > LONGEST) {
            return Optional.of("long");
        }
        if (password.codePoints().distinct().count() < FEWEST_LETTERS
                || name.length() > 2 && password.toLowerCase(Locale.ROOT).contains(name)) {
            return Optional.of("easy");
        }
        return password.equals(again) ? Optional.empty() : Optional.of("different");
    }
}
