package org.groundswell.kernel.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Compares a file with what the component says about its settings (OSGi Compendium, section 105). */
final class SettingsCheck {
    private static final Map<Integer, Type> TYPES = Map.of(
            AttributeDefinition.INTEGER, new Type("a whole number", Integer::valueOf),
            AttributeDefinition.LONG, new Type("a whole number", Long::valueOf),
            AttributeDefinition.DOUBLE, new Type("a number", Double::valueOf),
            AttributeDefinition.BOOLEAN, new Type("true or false", SettingsCheck::truth));
    private static final Type TEXT = new Type("a text", text -> text);

    private final List<String> problems = new ArrayList<>();
    private final Dictionary<String, Object> values = new Hashtable<>();

    private SettingsCheck() {
    }

    /**
     * What a file means.
     *
     * @param values   the settings in the types the component expects; to be used only if there are no problems
     * @param problems each names the file, the line, the key and what was expected
     */
    record Checked(Dictionary<String, Object> values, List<String> problems) {
    }

    static Checked check(String fileName, SettingsFile file, ObjectClassDefinition definition) {
        var check = new SettingsCheck();
        var known = new TreeMap<String, AttributeDefinition>();
        for (var attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            known.put(attribute.getID(), attribute);
        }
        file.lines().forEach((key, line) -> {
            String place = "conf/" + fileName + ", line " + line.number() + ": ";
            AttributeDefinition attribute = known.get(key);
            if (attribute == null) {
                check.problems.add(place + "no such key '" + key + "'; known are " + String.join(", ", known.keySet()));
            } else {
                check.value(place, attribute, line.value());
            }
        });
        return new Checked(check.values, List.copyOf(check.problems));
    }

    private void value(String place, AttributeDefinition attribute, String text) {
        boolean many = attribute.getCardinality() != 0;
        List<String> parts = !many ? List.of(text)
                : Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
        Type type = TYPES.getOrDefault(attribute.getType(), TEXT);
        var converted = new ArrayList<Object>();
        for (String part : parts) {
            Optional<Object> value = type.convert(part);
            String refusal = value.isEmpty() || part.isEmpty() ? null : attribute.validate(part);
            if (value.isEmpty() || refusal != null && !refusal.isEmpty()) {
                problems.add(place + attribute.getID() + ": expected " + type.name + " (" + attribute.getDescription()
                        + "), found '" + part + "'" + (refusal == null ? "" : ": " + refusal));
                return;
            }
            converted.add(value.get());
        }
        values.put(attribute.getID(), many ? array(converted) : converted.getFirst());
    }

    private static Object array(List<Object> converted) {
        return converted.toArray(String[]::new);
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    private record Type(String name, Function<String, Object> reader) {
        Optional<Object> convert(String text) {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
