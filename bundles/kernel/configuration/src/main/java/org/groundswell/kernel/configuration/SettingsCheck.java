package org.groundswell.kernel.configuration;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.groundswell.shared.settings.SettingsFile;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Compares settings with what the component says about them (OSGi Compendium, section 105). */
final class SettingsCheck {
    private static final Map<Integer, Type> TYPES = Map.of(
            AttributeDefinition.INTEGER, new Type("a whole number", Integer.class, text -> Integer.valueOf(digits(text))),
            AttributeDefinition.LONG, new Type("a whole number", Long.class, text -> Long.valueOf(digits(text))),
            AttributeDefinition.SHORT, new Type("a whole number", Short.class, text -> Short.valueOf(digits(text))),
            AttributeDefinition.BYTE, new Type("a whole number", Byte.class, text -> Byte.valueOf(digits(text))),
            AttributeDefinition.DOUBLE, new Type("a number", Double.class, Double::valueOf),
            AttributeDefinition.FLOAT, new Type("a number", Float.class, Float::valueOf),
            AttributeDefinition.CHARACTER, new Type("one character", Character.class, SettingsCheck::character),
            AttributeDefinition.BOOLEAN, new Type("true or false", Boolean.class, SettingsCheck::truth),
            AttributeDefinition.PASSWORD, new Type("env:NAME or file:path, where the secret is", String.class,
                    SettingsCheck::reference));
    private static final Type TEXT = new Type("a text without control characters", String.class,
            SettingsCheck::printable);
    private static final int LONGEST_SHOWN = 80;

    private final List<String> problems = new ArrayList<>();
    private final Dictionary<String, Object> values = new Hashtable<>();

    private SettingsCheck() {
    }

    /**
     * What settings mean.
     *
     * @param values   the settings in the types the component expects; to be used only if there are no problems
     * @param problems each names the place, the key and what was expected
     */
    record Checked(Dictionary<String, Object> values, List<String> problems) {
    }

    static Checked check(String fileName, SettingsFile file, ObjectClassDefinition definition) {
        var check = new SettingsCheck();
        Map<String, AttributeDefinition> known = attributes(definition);
        file.lines().forEach((key, line) -> {
            String place = "conf/" + fileName + ", line " + line.number() + ": ";
            AttributeDefinition attribute = known.get(key);
            if (attribute == null) {
                check.problems.add(place + "no such key '" + key + "'; known are " + String.join(", ", known.keySet()));
            } else {
                check.value(place, attribute, isMany(attribute) ? split(line.value()) : List.of(line.value()));
            }
        });
        if (check.problems.isEmpty()) {
            SettingsRules.broken(file.type(), check.values, known).forEach(broken -> check.problems.add(
                    "conf/" + fileName + ", line " + file.lines().get(broken.key()).number() + ": " + broken));
        }
        return new Checked(check.values, List.copyOf(check.problems));
    }

    /**
     * @param type   the PID without the name of an instance
     * @param posted values by key, several where the setting takes several; what no component knows is passed over
     */
    static Checked check(String type, Map<String, List<String>> posted, ObjectClassDefinition definition) {
        var check = new SettingsCheck();
        Map<String, AttributeDefinition> known = attributes(definition);
        posted.forEach((key, parts) -> {
            if (known.containsKey(key)) {
                check.value("", known.get(key), parts);
            }
        });
        if (check.problems.isEmpty()) {
            SettingsRules.broken(type, check.values, known).forEach(each -> check.problems.add(each.toString()));
        }
        return new Checked(check.values, List.copyOf(check.problems));
    }

    static Map<String, AttributeDefinition> attributes(ObjectClassDefinition definition) {
        var known = new TreeMap<String, AttributeDefinition>();
        for (var attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            known.put(attribute.getID(), attribute);
        }
        return known;
    }

    static boolean isMany(AttributeDefinition attribute) {
        return attribute.getCardinality() != 0;
    }

    /** Whether the value names a secret, or is empty, and is not the secret itself. */
    static boolean isReference(String value) {
        return value.isEmpty() || value.startsWith("env:") || value.startsWith("file:");
    }

    /** The values of a list, as a file has them. */
    static List<String> split(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    private void value(String place, AttributeDefinition attribute, List<String> parts) {
        Type type = TYPES.getOrDefault(attribute.getType(), TEXT);
        long most = isMany(attribute) ? Math.abs((long) attribute.getCardinality()) : 1;
        if (parts.size() > most) {
            problems.add(place + attribute.getID() + ": expected at most " + most + " values, found " + parts.size());
            return;
        }
        Object converted = Array.newInstance(type.java(), parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            Optional<Object> value = type.convert(part);
            String refusal = value.isEmpty() || part.isEmpty() ? null : attribute.validate(part);
            if (value.isEmpty() || refusal != null && !refusal.isEmpty()) {
                problems.add(place + attribute.getID() + ": expected " + expected(attribute, type) + described(attribute) + ", found "
                        + found(attribute, part)
                        + (refusal == null || hasOptions(attribute) ? "" : ": " + refusal));
                return;
            }
            Array.set(converted, i, value.get());
        }
        values.put(attribute.getID(), isMany(attribute) ? converted : Array.get(converted, 0));
    }

    private static String expected(AttributeDefinition attribute, Type type) {
        return hasOptions(attribute) ? "one of " + String.join(", ", attribute.getOptionValues()) : type.name();
    }

    private static boolean hasOptions(AttributeDefinition attribute) {
        String[] options = attribute.getOptionValues();
        return options != null && options.length > 0;
    }

    private static String described(AttributeDefinition attribute) {
        String description = attribute.getDescription();
        return description == null || description.isBlank() ? "" : " (" + description + ")";
    }

    private static String found(AttributeDefinition attribute, String part) {
        if (attribute.getType() == AttributeDefinition.PASSWORD) {
            return "something else, which is not repeated here: secrets themselves do not belong into settings";
        }
        return "'" + shown(part) + "'" + (isNumber(attribute) && hasOtherDigits(part)
                ? ", which is to be written with the digits 0 to 9" : "");
    }

    private static boolean isNumber(AttributeDefinition attribute) {
        Type type = TYPES.getOrDefault(attribute.getType(), TEXT);
        return Number.class.isAssignableFrom(type.java());
    }

    /** Short, and on one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }

    /** Java would read the digits of all scripts, and whoever reads the file next may not. */
    private static String digits(String text) {
        if (hasOtherDigits(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static boolean hasOtherDigits(String text) {
        return text.codePoints().anyMatch(each -> each > '9' && Character.isDigit(each));
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static String reference(String text) {
        if (!isReference(text)) {
            throw new IllegalArgumentException("a secret");
        }
        return printable(text);
    }

    /** A line break would be a second line of the file that the setting is kept in. */
    private static String printable(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control character");
        }
        return text;
    }

    private record Type(String name, Class<?> java, Function<String, Object> reader) {
        Optional<Object> convert(String text) {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
