package org.groundswell.kernel.keeper.features;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The value of a setting in a feature, by the rules of the OSGi Configurator (compendium chapter 150): a name may end
 * with a type, {@code limit:Integer}, {@code limits:Integer[]} or {@code limits:Collection<Integer>}; without one a
 * number is a {@code Long} or a {@code Double}, and a list has the type of its first value.
 */
final class TypedValue {
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(Map.entry("String", String.class),
            Map.entry("Integer", Integer.class), Map.entry("int", int.class), Map.entry("Long", Long.class),
            Map.entry("long", long.class), Map.entry("Float", Float.class), Map.entry("float", float.class),
            Map.entry("Double", Double.class), Map.entry("double", double.class), Map.entry("Byte", Byte.class),
            Map.entry("byte", byte.class), Map.entry("Short", Short.class), Map.entry("short", short.class),
            Map.entry("Character", Character.class), Map.entry("char", char.class),
            Map.entry("Boolean", Boolean.class), Map.entry("boolean", boolean.class));
    private static final String COLLECTION = "Collection";

    private TypedValue() {
    }

    /**
     * @param type as it stands behind the name, or "" where there is none
     * @throws IllegalArgumentException if that is no type, or the value is none of it
     */
    static Object of(JsonElement json, String type) {
        if (type.equals(COLLECTION)) {
            return list(json.getAsJsonArray(), "");
        }
        if (type.startsWith(COLLECTION + "<") && type.endsWith(">")) {
            return list(json.getAsJsonArray(), type.substring(COLLECTION.length() + 1, type.length() - 1));
        }
        if (type.endsWith("[]")) {
            return array(json.isJsonArray() ? json.getAsJsonArray() : only(json), type.substring(0, type.length() - 2));
        }
        if (json.isJsonArray()) {
            return array(json.getAsJsonArray(), type);
        }
        // A structure is the text that it is written in.
        return json.isJsonObject() ? json.toString() : scalar(json.getAsJsonPrimitive(), type);
    }

    private static JsonArray only(JsonElement json) {
        var one = new JsonArray();
        one.add(json);
        return one;
    }

    private static List<Object> list(JsonArray json, String type) {
        var values = new ArrayList<Object>();
        json.forEach(each -> values.add(scalar(each.getAsJsonPrimitive(), type)));
        return values;
    }

    private static Object array(JsonArray json, String type) {
        List<Object> values = list(json, type);
        Class<?> element = type.isEmpty() ? values.isEmpty() ? String.class : values.getFirst().getClass() : type(type);
        Object array = Array.newInstance(element, values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            Array.set(array, i, element == String.class ? value.toString() : value);
        }
        return array;
    }

    private static Object scalar(JsonPrimitive json, String type) {
        if (type.isEmpty()) {
            return json.isBoolean() ? (Object) json.getAsBoolean() : json.isNumber() ? number(json)
                    : json.getAsString();
        }
        type(type);
        return switch (type) {
            case "Integer", "int" -> json.getAsBigDecimal().intValueExact();
            case "Long", "long" -> json.getAsBigDecimal().longValueExact();
            case "Float", "float" -> json.getAsFloat();
            case "Double", "double" -> json.getAsDouble();
            case "Byte", "byte" -> json.getAsBigDecimal().byteValueExact();
            case "Short", "short" -> json.getAsBigDecimal().shortValueExact();
            case "Character", "char" -> character(json.getAsString());
            case "Boolean", "boolean" -> json.getAsBoolean();
            default -> json.getAsString();
        };
    }

    private static Object number(JsonPrimitive json) {
        String text = json.getAsString();
        return text.contains(".") || text.contains("e") || text.contains("E") ? (Object) json.getAsDouble()
                : json.getAsBigDecimal().longValueExact();
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("expected one character, found '" + text + "'");
        }
        return text.charAt(0);
    }

    private static Class<?> type(String name) {
        Class<?> type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("'" + name + "' is no type of a setting");
        }
        return type;
    }
}
