package org.groundswell.console.people;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.time.Instant;

/** How the files of this bundle are written: for people's eyes, times as the standard writes them. */
final class StoredJson {

    private StoredJson() {
    }

    static Gson gson() {
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
                .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>) (at, type, context) ->
                        new JsonPrimitive(at.toString()))
                .registerTypeAdapter(Instant.class, (JsonDeserializer<Instant>) (json, type, context) ->
                        Instant.parse(json.getAsString()))
                .create();
    }
}
