package org.groundswell.kernel.configuration;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.groundswell.shared.settings.SettingsFile;
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

    /** A value as it stands in a file. */
    static String text(Object value) {
        return switch (value) {
            case Object many when many.getClass().isArray() -> String.join(", ", IntStream.range(0,
                    Array.getLength(many)).mapToObj(i -> String.valueOf(Array.get(many, i))).toList());
            case Collection<?> many -> String.join(", ", many.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    /**
     * The lines that a file needs so that these values are in force.
     *
     * @param below what is in force without the file, where it is no default
     * @return empty where the file says all of it already
     */
    static Map<String, String> changed(Map<String, String> values, SettingsFile file, Map<String, Object> below,
            ObjectClassDefinition definition) {
        var changed = new LinkedHashMap<String, String>();
        for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            String key = attribute.getID();
            String[] defaults = attribute.getDefaultValue();
            String byDefault = defaults == null ? "" : String.join(", ", defaults);
            String without = below.containsKey(key) ? text(below.get(key)) : byDefault;
            var line = file.lines().get(key);
            String wanted = values.getOrDefault(key, byDefault);
            if (!wanted.equals(line == null ? without : line.value())) {
                changed.put(key, wanted);
            }
        }
        return changed;
    }
}
