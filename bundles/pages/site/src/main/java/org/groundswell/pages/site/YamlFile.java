package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file that remembers on which line each value stands, so that a mistake can be shown. */
final class YamlFile {
    private static final int MOST_CHARS = 500_000;
    private static final int MOST_TEXTS = 10_000;
    private static final int MOST_DEPTH = 20;
    private static final String TOO_MUCH = "";

    private final String file;
    private final int firstLine;
    private final List<Problem> problems;
    private final Map<String, Integer> lines = new HashMap<>();

    /** @param firstLine the line of the file on which the YAML begins, counted from 1 */
    YamlFile(String file, int firstLine, List<Problem> problems) {
        this.file = file;
        this.firstLine = firstLine;
        this.problems = problems;
    }

    /** The top-level mapping, or nothing where the text is not one; then there is a problem. */
    Optional<MappingNode> mapping(String text) {
        try {
            var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).setAllowDuplicateKeys(false)
                    .setCodePointLimit(MOST_CHARS).build();
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isPresent() && node.get() instanceof MappingNode mapping) {
                return Optional.of(mapping);
            }
            problems.add(new Problem(file, firstLine, "expected lines of the form 'key: value'"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0);
            OptionalInt quote = OpenedQuote.lineOfYaml(text, line + 1);
            problems.add(quote.isPresent()
                    ? new Problem(file, quote.getAsInt() - 1 + firstLine, OpenedQuote.MESSAGE)
                    : YamlSlip.of(text, e.getProblem(), line).map(slip -> new Problem(file, slip.line() + firstLine,
                            slip.message())).orElse(new Problem(file, line + firstLine, "not YAML: " + e.getProblem())));
        } catch (StackOverflowError e) {
            problems.add(new Problem(file, 0, "is nested too deep"));
        } catch (YamlEngineException e) {
            problems.add(new Problem(file, 0, "not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** The values of a mapping by their keys. */
    Map<String, Node> entries(MappingNode mapping) {
        var entries = new LinkedHashMap<String, Node>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (entries.put(key, tuple.getValueNode()) != null) {
                report(tuple.getKeyNode(), "key '" + key + "' stands here a second time");
            }
        }
        return entries;
    }

    /**
     * All scalar values, nested keys joined by dots. What is named once and used in many places counts in each of them,
     * so that a short file is never a long list.
     */
    Map<String, String> flat(MappingNode mapping) {
        var flat = new LinkedHashMap<String, String>();
        flatten(mapping, "", 0, flat);
        return flat;
    }

    private void flatten(MappingNode mapping, String prefix, int depth, Map<String, String> flat) {
        for (Map.Entry<String, Node> each : entries(mapping).entrySet()) {
            if (depth > MOST_DEPTH || flat.size() >= MOST_TEXTS) {
                if (flat.put(TOO_MUCH, "") == null) {
                    report(each.getValue(), "expected at most " + MOST_TEXTS + " texts, at most " + MOST_DEPTH
                            + " levels deep");
                }
                return;
            }
            String key = prefix + each.getKey();
            if (each.getValue() instanceof MappingNode nested) {
                flatten(nested, key + ".", depth + 1, flat);
            } else {
                text(each.getValue(), key).ifPresent(value -> flat.put(key, value));
                lines.put(key, line(each.getValue()));
            }
        }
    }

    /** On which line of the file a value of {@link #flat} stands, counted from 1. */
    int line(String key) {
        return lines.getOrDefault(key, firstLine);
    }

    Optional<String> text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        report(node, key + ": expected a text" + (node instanceof SequenceNode
                ? ", found a list; entries have a name or number of their own, such as 0: and 1:" : ""));
        return Optional.empty();
    }

    List<Node> list(Node node, String key) {
        if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
            return new ArrayList<>(sequence.getValue());
        }
        report(node, key + ": expected a list with at least one entry");
        return List.of();
    }

    void report(Node node, String message) {
        problems.add(new Problem(file, node == null ? 0 : line(node), message));
    }

    private int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + firstLine;
    }
}
