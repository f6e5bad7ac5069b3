package org.groundswell.itests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** As much of JSON Schema as the description of the admin's interface uses. */
final class JsonSchema {

    private JsonSchema() {
    }

    /** Where a value is not as the schema says. */
    static List<String> faults(JsonObject all, JsonObject schema, JsonElement value, String place) {
        if (schema.has("$ref")) {
            String[] parts = schema.get("$ref").getAsString().split("/");
            return faults(all, all.getAsJsonObject(parts[1]).getAsJsonObject(parts[2]).getAsJsonObject(parts[3]), value, place);
        }
        var faults = new ArrayList<String>();
        switch (schema.get("type").getAsString()) {
            case "object" -> object(all, schema, value.getAsJsonObject(), place, faults);
            case "array" -> value.getAsJsonArray().forEach(each -> faults.addAll(faults(all,
                    schema.getAsJsonObject("items"), each, place + "[]")));
            case "string" -> check(value.getAsJsonPrimitive().isString(), place, faults);
            case "integer" -> check(value.getAsJsonPrimitive().isNumber(), place, faults);
            case "boolean" -> check(value.getAsJsonPrimitive().isBoolean(), place, faults);
            default -> faults.add(place + ": of a type that is none");
        }
        return faults;
    }

    private static void object(JsonObject all, JsonObject schema, JsonObject value, String place, List<String> faults) {
        JsonObject properties = schema.getAsJsonObject("properties");
        schema.getAsJsonArray("required").forEach(each -> check(value.has(each.getAsString()), place + "." + each, faults));
        value.entrySet().forEach(each -> {
            check(properties.has(each.getKey()), place + "." + each.getKey(), faults);
            faults.addAll(faults(all, properties.getAsJsonObject(each.getKey()), each.getValue(), place + "."
                    + each.getKey()));
        });
    }

    private static void check(boolean fits, String place, List<String> faults) {
        if (!fits) {
            faults.add(place);
        }
    }
}
