package org.groundswell.payments.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks into answers in which any part may be missing or null. */
public final class Json {
    private Json() {
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

    /** A text; for an object that may come expanded or not, its id. */
    public static Optional<String> text(JsonObject from, String name) {
        JsonElement found = from.get(name);
        if (found == null || found.isJsonNull()) {
            return Optional.empty();
        }
        return found.isJsonObject() ? text(found.getAsJsonObject(), "id") : Optional.of(found.getAsString());
    }

    /** A UUID as text; nothing where the text is none. */
    public static Optional<UUID> uuid(JsonObject from, String name) {
        try {
            return text(from, name).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A whole number, 0 where there is none. */
    public static long number(JsonObject from, String name) {
        JsonElement found = from.get(name);
        return found == null || found.isJsonNull() ? 0 : found.getAsLong();
    }

    /** Whether it is there and true. */
    public static boolean is(JsonObject from, String name) {
        JsonElement found = from.get(name);
        return found != null && !found.isJsonNull() && found.getAsBoolean();
    }

    /** The objects in an array. */
    public static List<JsonObject> list(JsonObject from, String name) {
        JsonElement found = from.get(name);
        return found == null || !found.isJsonArray() ? List.of()
                : found.getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject).toList();
    }
}
