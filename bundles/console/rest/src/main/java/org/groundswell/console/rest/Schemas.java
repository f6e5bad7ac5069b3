package org.groundswell.console.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON schemas (draft 2020-12, as OpenAPI 3.1 takes them) of the records that answers are made of. */
final class Schemas {
    private final JsonObject named = new JsonObject();

    /** All that were asked for, by name. */
    JsonObject named() {
        return named;
    }

    /** The schema of a record, as a reference. */
    JsonObject of(Class<?> type) {
        String name = type.getSimpleName();
        if (!named.has(name)) {
            // First of all: a record may be within itself.
            named.add(name, new JsonObject());
            named.add(name, body(type));
        }
        JsonObject reference = new JsonObject();
        reference.addProperty("$ref", "#/components/schemas/" + name);
        return reference;
    }

    private JsonObject body(Class<?> type) {
        var properties = new JsonObject();
        var required = new JsonArray();
        for (RecordComponent each : type.getRecordComponents()) {
            Type value = each.getGenericType();
            boolean perhaps = each.getType() == Optional.class;
            properties.add(each.getName(), schema(perhaps ? argument(value, 0) : value));
            if (!perhaps) {
                required.add(each.getName());
            }
        }
        JsonObject schema = typed("object");
        schema.add("properties", properties);
        schema.add("required", required);
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    private JsonObject schema(Type type) {
        return switch (type) {
            case ParameterizedType list when list.getRawType() == List.class -> {
                JsonObject schema = typed("array");
                schema.add("items", schema(argument(list, 0)));
                yield schema;
            }
            case ParameterizedType map when map.getRawType() == Map.class -> {
                JsonObject schema = typed("object");
                schema.add("additionalProperties", schema(argument(map, 1)));
                yield schema;
            }
            case Class<?> each when each.isRecord() -> of(each);
            case Class<?> each when each.isEnum() -> {
                JsonObject schema = typed("string");
                schema.add("enum", words(Stream.of(each.getEnumConstants()).map(word -> ((Enum<?>) word).name()).toList()));
                yield schema;
            }
            case Class<?> each when each == Instant.class -> {
                JsonObject schema = typed("string");
                schema.addProperty("format", "date-time");
                yield schema;
            }
            case Class<?> each when each == String.class -> typed("string");
            case Class<?> each when each == boolean.class || each == Boolean.class -> typed("boolean");
            case Class<?> each when each == int.class || each == long.class || each == Integer.class || each == Long.class ->
                    typed("integer");
            default -> throw new IllegalArgumentException("no schema is made of " + type);
        };
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    static JsonObject typed(String type) {
        var schema = new JsonObject();
        schema.addProperty("type", type);
        return schema;
    }

    static JsonArray words(List<String> words) {
        var array = new JsonArray();
        words.forEach(array::add);
        return array;
    }
}
