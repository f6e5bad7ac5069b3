package org.groundswell.donations.moderation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.groundswell.donations.api.moderation.Publicity;

/** What is shown of donors while nobody has decided; the stricter ones come first. */
enum Rule {
    /** Nothing, also when it was read. */
    NEVER(Publicity.NEVER),
    /** Nothing before it was read. */
    READ(Publicity.ONCE_READ),
    /** Ordinary names at once, others when they were read. */
    PLAIN(Publicity.AT_ONCE),
    /** Everything at once. */
    ALL(Publicity.AT_ONCE);

    private final Publicity publicity;

    Rule(Publicity publicity) {
        this.publicity = publicity;
    }

    Publicity publicity() {
        return publicity;
    }

    /** What is shown where both have to allow it. */
    Rule and(Rule other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** Whether it shows a text that nobody has decided on. */
    boolean shows(boolean plain) {
        return this == ALL || this == PLAIN && plain;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is none of those that the setting may have */
    static Rule of(String setting, String word, List<Rule> allowed) {
        return Arrays.stream(values()).filter(each -> allowed.contains(each) && each.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(setting + ": expected one of "
                        + String.join(", ", allowed.stream().map(Rule::word).toList()) + ", found '" + word + "'"));
    }
}
