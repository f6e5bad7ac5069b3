package org.groundswell.pages.migration;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Days as old sites write them. Where nobody has said one, their programs write zeros, or what becomes of zeros. */
final class WrittenDay {
    private static final Pattern BEGINNING = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    /** Before that nothing was written for a site. */
    private static final int FIRST_YEAR = 1900;

    private WrittenDay() {
    }

    /** Of a moment that begins with its day. */
    static Optional<LocalDate> of(String text) {
        var day = BEGINNING.matcher(text);
        try {
            return day.lookingAt() ? meant(LocalDate.parse(day.group())) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Of a moment as RSS has it (RFC 822). */
    static Optional<LocalDate> ofFeed(String text) {
        try {
            return meant(LocalDate.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalDate> meant(LocalDate day) {
        return Optional.of(day).filter(each -> each.getYear() >= FIRST_YEAR);
    }
}
