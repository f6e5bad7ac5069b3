package org.groundswell.stats.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format 0.0.4 and believes nothing: each family is said once (help, type, then its samples together), each
 * sample once and with a name that its type allows, and histograms and summaries add up.
 */
final class PrometheusReader {
    private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("\\G([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\"\\\\n])*)\"(?:,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private String helped = "";
    private String family = "";

    private PrometheusReader() {
    }

    static PrometheusReader read(String text) {
        var reader = new PrometheusReader();
        require(text.endsWith("\n"), "no line feed at the end");
        text.lines().forEach(reader::line);
        reader.types.forEach(reader::adds);
        return reader;
    }

    /** By family. */
    Map<String, String> types() {
        return types;
    }

    /** By name with labels as they are written. */
    double value(String sample) {
        Double value = samples.get(sample);
        require(value != null, "no sample " + sample + " among " + samples.keySet());
        return value;
    }

    private void line(String line) {
        Matcher head = HEAD.matcher(line);
        if (line.startsWith("#")) {
            require(head.matches(), line);
            if ("HELP".equals(head.group(1))) {
                helped = head.group(2);
                require(!types.containsKey(helped), "said twice: " + line);
            } else {
                family = head.group(2);
                require(family.equals(helped) && types.put(family, head.group(3)) == null, "type without help: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), line);
        require(allowed(sample.group(1)), "not of the family " + family + ": " + line);
        String labels = sample.group(2);
        require(labels == null || labels.isEmpty() || names(labels).stream().distinct().count() == names(labels).size(),
                "a label twice: " + line);
        String key = line.substring(0, line.lastIndexOf(' '));
        require(samples.put(key, number(sample.group(3))) == null, "a sample twice: " + line);
    }

    private boolean allowed(String name) {
        String end = name.startsWith(family) ? name.substring(family.length()) : "another";
        return switch (types.getOrDefault(family, "")) {
            case "counter" -> end.isEmpty() && name.endsWith("_total");
            case "gauge" -> end.isEmpty();
            case "summary" -> List.of("", "_count", "_sum").contains(end);
            case "histogram" -> List.of("_bucket", "_count", "_sum").contains(end);
            default -> false;
        };
    }

    private static List<String> names(String labels) {
        var names = new ArrayList<String>();
        Matcher label = LABEL.matcher(labels);
        int end = 0;
        while (label.find()) {
            names.add(label.group(1));
            end = label.end();
        }
        require(end == labels.length(), "no labels: " + labels);
        return names;
    }

    private void adds(String name, String type) {
        if ("histogram".equals(type) || "summary".equals(type)) {
            value(name + "_sum");
            value(name + "_count");
        }
        if ("histogram".equals(type)) {
            double before = 0;
            for (var bucket : samples.entrySet()) {
                if (bucket.getKey().startsWith(name + "_bucket{le=")) {
                    require(bucket.getValue() >= before, "less than the step before: " + bucket);
                    before = bucket.getValue();
                }
            }
            require(value(name + "_bucket{le=\"+Inf\"}") == value(name + "_count"), name + " does not add up");
        }
    }

    private static double number(String written) {
        return switch (written) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(written);
        };
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
