package org.groundswell.donations.api.receipts;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A receipt that was given out, for one donation and for good. Immutable.
 *
 * @param year  in which it was issued, in the site's time zone
 * @param count which one of that year it is: 1, 2, 3 and so on, none left out; tests are counted by themselves
 * @param test  whether no money moved
 * @param at    when it was issued
 */
public record IssuedReceipt(int year, long count, boolean test, Instant at) {
    private static final Pattern NUMBER = Pattern.compile("(TEST-)?([0-9]{4})-([0-9]{6,15})");

    public IssuedReceipt {
        if (count < 1) {
            throw new IllegalArgumentException("receipts of a year are counted from 1, found " + count);
        }
    }

    /** The reverse of {@link #number()}, with the epoch as its time; nothing where the text is no such number. */
    public static Optional<IssuedReceipt> ofNumber(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.matches() && Long.parseLong(matcher.group(3)) > 0
                ? Optional.of(new IssuedReceipt(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)),
                        matcher.group(1) != null, Instant.EPOCH))
                : Optional.empty();
    }

    /** As it stands on the receipt: {@code 2026-000123}, or {@code TEST-2026-000123}; after 999,999 of a year it is longer. */
    public String number() {
        return String.format(Locale.ROOT, "%s%d-%06d", test ? "TEST-" : "", year, count);
    }
}
