package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.time.Instant;

/** How what this bundle keeps is written: times as the standard writes them. */
final class StoredJson {

    private StoredJson() {
    }

    /** For people's eyes. */
    static Gson gson() {
        return builder().setPrettyPrinting().create();
    }

    /** For programs. */
    static Gson compact() {
        return builder().create();
    }

    private static GsonBuilder builder() {
        return new GsonBuilder().disableHtmlEscaping()
                .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>) (at, type, context) ->
                        new JsonPrimitive(at.toString()))
                .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>) (json, type, context) ->
                        Instant.parse(json.getAsString()));
    }
}
