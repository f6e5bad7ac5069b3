package org.groundswell.console.audit;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** An instant as the standard writes it. */
final class InstantText extends TypeAdapter<Instant> {

    /** Writes what the log has, each in one line. */
    static Gson gson() {
        return new GsonBuilder().disableHtmlEscaping().registerTypeAdapter(Instant.class, new InstantText()).create();
    }

    @Override
    public void write(JsonWriter out, Instant value) throws IOException {
        out.value(value.toString());
    }

    @Override
    public Instant read(JsonReader in) throws IOException {
        try {
            return Instant.parse(in.nextString());
        } catch (DateTimeException e) {
            throw new JsonParseException(e);
        }
    }
}
