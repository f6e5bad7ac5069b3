package org.groundswell.payments.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.UnreadablePaymentException;

/**
 * Looks into answers in which any part may be missing, null, or something else than expected. What is needed and is not
 * there is an {@link UnreadableException}, which {@link #reading} turns into an answer about that one record.
 */
public final class Json {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,255}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    /** No exponent: a few characters of one would make a number of a million digits. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,4})?");
    private static final int LONGEST_REASON = 120;
    /** Payments were not begun before there were these gateways, and are not begun after anybody reads this. */
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Json() {
    }

    /** Reads one record, perhaps with more questions to the gateway. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(JsonObject record) throws PaymentException;
    }

    /**
     * Reads one record; whatever is wrong with it is about this one only.
     *
     * @throws UnreadablePaymentException if it cannot be understood
     * @throws PaymentException           if the gateway has to be asked more and cannot be
     */
    public static <T> T reading(JsonElement record, Reader<T> reader) throws PaymentException {
        if (!record.isJsonObject()) {
            throw new UnreadablePaymentException("a payment that is no object");
        }
        JsonObject object = record.getAsJsonObject();
        try {
            return reader.read(object);
        } catch (RuntimeException e) {
            // Dates, currencies and sums have exceptions of their own kinds; each says that this record makes no sense.
            String reason = e instanceof UnreadableException ? e.getMessage()
                    : e.getClass().getSimpleName() + ", " + e.getMessage();
            throw new UnreadablePaymentException("payment " + idOf(object).orElse("without an id") + ": "
                    + line(reason), e);
        }
    }

    /** The record's id where it has one that can be one. */
    public static Optional<String> idOf(JsonElement record) {
        return record.isJsonObject() && record.getAsJsonObject().get("id") instanceof JsonElement id
                && id.isJsonPrimitive() && ID.matcher(id.getAsString()).matches() ? Optional.of(id.getAsString())
                        : Optional.empty();
    }

    /** The record's id; a text that is none cannot stand in addresses, books and logs. */
    public static String id(JsonObject from) {
        return idOf(from).orElseThrow(() -> new UnreadableException("field id is missing or is no id"));
    }

    /** The object at the end of the path, where every step is one. */
    public static Optional<JsonObject> object(JsonObject from, String... path) {
        JsonObject now = from;
        for (String step : path) {
            JsonElement next = now.get(step);
            if (next == null || !next.isJsonObject()) {
                return Optional.empty();
            }
            now = next.getAsJsonObject();
        }
        return Optional.of(now);
    }

    /** A text; for an object that may come expanded or not, its id; nothing where it is neither. */
    public static Optional<String> text(JsonObject from, String name) {
        JsonElement found = from.get(name);
        if (found == null) {
            return Optional.empty();
        }
        return found.isJsonObject() ? text(found.getAsJsonObject(), "id")
                : found.isJsonPrimitive() ? Optional.of(found.getAsString()) : Optional.empty();
    }

    /** A text that has to be there. */
    public static String needed(JsonObject from, String name) {
        return text(from, name).orElseThrow(() -> new UnreadableException("field " + name + " is missing"));
    }

    /** A UUID as text; nothing where the text is none. */
    public static Optional<UUID> uuid(JsonObject from, String name) {
        try {
            return text(from, name).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A whole number of at most 18 digits, 0 where there is none. */
    public static long number(JsonObject from, String name) {
        JsonElement found = from.get(name);
        return found == null || found.isJsonNull() ? 0 : neededNumber(from, name);
    }

    /** A whole number of at most 18 digits that has to be there. */
    public static long neededNumber(JsonObject from, String name) {
        String text = needed(from, name);
        if (!NUMBER.matcher(text).matches()) {
            throw new UnreadableException("field " + name + " is no whole number");
        }
        return Long.parseLong(text);
    }

    /** A decimal number of at most 15 digits before the point and four behind it, that has to be there. */
    public static BigDecimal neededDecimal(JsonObject from, String name) {
        String text = needed(from, name);
        if (!DECIMAL.matcher(text).matches()) {
            throw new UnreadableException("field " + name + " is no amount");
        }
        return new BigDecimal(text);
    }

    /** A date and time as ISO 8601 has them, at which a payment can have been begun; nothing where it is none. */
    public static Optional<Instant> date(JsonObject from, String name) {
        try {
            return text(from, name).map(text -> OffsetDateTime.parse(text).toInstant())
                    .filter(each -> !each.isBefore(FIRST) && !each.isAfter(LAST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The same where it has to be there. */
    public static Instant neededDate(JsonObject from, String name) {
        return date(from, name).orElseThrow(() -> noDate(name));
    }

    /** Seconds since 1970 at which a payment can have been begun. */
    public static Instant neededSeconds(JsonObject from, String name) {
        long seconds = neededNumber(from, name);
        if (seconds < FIRST.getEpochSecond() || seconds > LAST.getEpochSecond()) {
            throw noDate(name);
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** Whether it is there and true. */
    public static boolean is(JsonObject from, String name) {
        return text(from, name).filter("true"::equals).isPresent();
    }

    /** What is in an array, whatever it is; nothing where there is no such field. */
    public static List<JsonElement> elements(JsonObject from, String name) {
        JsonElement found = from.get(name);
        if (found == null || found.isJsonNull()) {
            return List.of();
        }
        if (!found.isJsonArray()) {
            throw new UnreadableException("field " + name + " is no list");
        }
        return found.getAsJsonArray().asList();
    }

    /** The objects in an array in which nothing else may be. */
    public static List<JsonObject> list(JsonObject from, String name) {
        return elements(from, name).stream().map(each -> {
            if (!each.isJsonObject()) {
                throw new UnreadableException("field " + name + " has something in it that is no object");
            }
            return each.getAsJsonObject();
        }).toList();
    }

    private static UnreadableException noDate(String name) {
        return new UnreadableException("field " + name + " is no date of a payment");
    }

    /** Fit for a line of a log: printable, and not longer than one. */
    public static String line(String text) {
        return Texts.cut(String.valueOf(text).replaceAll("[^\\x20-\\x7e]", "?"), LONGEST_REASON);
    }
}
