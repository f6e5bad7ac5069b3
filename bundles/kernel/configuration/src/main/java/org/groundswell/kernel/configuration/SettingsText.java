package org.groundswell.kernel.configuration;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Settings as they are written in a file. */
final class SettingsText {

    private SettingsText() {
    }

    /** The settings that a component knows, as text; lists are joined by commas. */
    static Map<String, String> of(Dictionary<String, Object> properties, ObjectClassDefinition definition) {
        var values = new LinkedHashMap<String, String>();
        for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            Object value = properties.get(attribute.getID());
            if (value != null) {
                values.put(attribute.getID(), text(value));
            }
        }
        return values;
    }

    private static String text(Object value) {
        return switch (value) {
            case Object many when many.getClass().isArray() -> String.join(", ", IntStream.range(0,
                    Array.getLength(many)).mapToObj(i -> String.valueOf(Array.get(many, i))).toList());
            case Collection<?> many -> String.join(", ", many.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    /** Whether the values mean something else than the file does, defaults included. */
    static boolean differs(Map<String, String> values, SettingsFile file, ObjectClassDefinition definition) {
        for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            String[] defaults = attribute.getDefaultValue();
            String byDefault = defaults == null ? "" : String.join(", ", defaults);
            var line = file.lines().get(attribute.getID());
            String inFile = line == null ? byDefault : line.value();
            if (!values.getOrDefault(attribute.getID(), byDefault).equals(inFile)) {
                return true;
            }
        }
        return false;
    }
}
