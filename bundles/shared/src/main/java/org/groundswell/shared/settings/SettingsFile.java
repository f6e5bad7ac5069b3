package org.groundswell.shared.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lines of one file in {@code conf/}: {@code key = value}, comments begin with a hash. The file's name without
 * {@code .cfg} is the PID (OSGi Compendium, section 104.3); {@code pid~name.cfg} is one of several instances.
 */
public record SettingsFile(String pid, Map<String, Line> lines, List<String> problems) {
    public static final String ENDING = ".cfg";

    /** A value and where it stands, counted from 1. */
    public record Line(int number, String value) {
    }

    public static SettingsFile parse(String fileName, String text) {
        var lines = new LinkedHashMap<String, Line>();
        var problems = new ArrayList<String>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String stripped = line.strip();
            int equals = stripped.indexOf('=');
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            String key = equals < 1 ? "" : stripped.substring(0, equals).strip();
            if (key.isEmpty()) {
                problems.add("conf/" + fileName + ", line " + number + ": expected 'key = value'");
            } else if (lines.put(key, new Line(number, stripped.substring(equals + 1).strip())) != null) {
                problems.add("conf/" + fileName + ", line " + number + ": key '" + key + "' stands here a second time");
            }
        }
        String pid = fileName.substring(0, fileName.length() - ENDING.length());
        return new SettingsFile(pid, lines, problems);
    }

    /** The PID without the instance's name. */
    public String type() {
        int tilde = pid.indexOf('~');
        return tilde < 0 ? pid : pid.substring(0, tilde);
    }

    /** The text with these values: lines of theirs are changed in place or added, all others stay. */
    public static String rewritten(String text, Map<String, String> values) {
        var left = new LinkedHashMap<>(values);
        var out = new ArrayList<String>();
        for (String line : text.lines().toList()) {
            int equals = line.indexOf('=');
            String key = equals < 1 || line.strip().startsWith("#") ? null : line.substring(0, equals).strip();
            out.add(key != null && left.containsKey(key) ? key + " = " + left.remove(key) : line);
        }
        left.forEach((key, value) -> out.add(key + " = " + value));
        return String.join("\n", out) + "\n";
    }

    /** The text with comments in place of its settings. */
    public static String commented(String text) {
        return text.lines().map(line -> line.isBlank() || line.strip().startsWith("#") ? line : "# " + line)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
