package org.groundswell.console.rest;

import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a record as JSON by its components, in their order; what is empty in an {@link Optional} is left out. */
final class AnswerJson {

    private AnswerJson() {
    }

    static byte[] of(Record body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var json = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            write(json, body);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonWriter json, Object value) throws IOException {
        switch (value) {
            case String text -> json.value(text);
            case Boolean flag -> json.value(flag);
            case Number number -> json.value(number);
            case Instant at -> json.value(at.toString());
            case Enum<?> word -> json.value(word.name());
            case List<?> list -> {
                json.beginArray();
                for (Object each : list) {
                    write(json, each);
                }
                json.endArray();
            }
            case Map<?, ?> map -> {
                json.beginObject();
                for (var each : map.entrySet()) {
                    write(json.name((String) each.getKey()), each.getValue());
                }
                json.endObject();
            }
            case Record body -> record(json, body);
            default -> throw new IllegalArgumentException("no JSON is made of " + value.getClass());
        }
    }

    private static void write(JsonWriter json, Record body, RecordComponent component) throws IOException {
        Object value = value(body, component);
        if (value instanceof Optional<?> perhaps) {
            if (perhaps.isPresent()) {
                write(json.name(component.getName()), perhaps.get());
            }
            return;
        }
        write(json.name(component.getName()), value);
    }

    private static void record(JsonWriter json, Record body) throws IOException {
        json.beginObject();
        for (RecordComponent each : body.getClass().getRecordComponents()) {
            write(json, body, each);
        }
        json.endObject();
    }

    private static Object value(Record body, RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            // Records of bundles are not public, because nobody else makes them.
            ((AccessibleObject) accessor).setAccessible(true);
            return accessor.invoke(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessor fails: " + component, e);
        }
    }
}
