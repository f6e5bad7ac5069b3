package org.groundswell.console.site.settings;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file in which single values change and all the rest stays as somebody wrote it, remarks too. Immutable. */
final class YamlText {
    private static final int MOST_CHARS = 500_000;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}](?:[\\p{L}\\p{N} -]*[\\p{L}\\p{N}])?|[0-9][0-9._]*");
    private static final Pattern WORD_OF_YAML = Pattern.compile("(?i)true|false|null|yes|no|on|off");

    private final String text;
    private final MappingNode root;

    private YamlText(String text, MappingNode root) {
        this.text = text;
        this.root = root;
    }

    /** The text, or nothing where it is no mapping. */
    static Optional<YamlText> of(String text) {
        try {
            var settings = LoadSettings.builder().setAllowDuplicateKeys(false).setCodePointLimit(MOST_CHARS).build();
            return new Compose(settings).composeString(text).filter(MappingNode.class::isInstance)
                    .map(node -> new YamlText(text, (MappingNode) node));
        } catch (YamlEngineException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** A mapping in the file: the file itself, or one below it. */
    interface Place {
        /** @return nothing where the file has no such mapping */
        Optional<MappingNode> in(MappingNode root);
    }

    MappingNode root() {
        return root;
    }

    @Override
    public String toString() {
        return text;
    }

    static Optional<Node> value(MappingNode mapping, String key) {
        return tuple(mapping, key).map(NodeTuple::getValueNode);
    }

    private static Optional<NodeTuple> tuple(MappingNode mapping, String key) {
        return mapping.getValue().stream().filter(each -> each.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key)).findFirst();
    }

    /** With this value, as YAML writes it on one line, for a key that is there or comes behind the others. */
    YamlText with(Place place, String key, String written) {
        MappingNode mapping = place.in(root).orElseThrow();
        Optional<Node> present = value(mapping, key);
        if (present.isPresent()) {
            boolean isBare = text.charAt(start(present.get()) - 1) == ':';
            return replaced(start(present.get()), end(present.get()), (isBare ? " " : "") + written);
        }
        NodeTuple first = mapping.getValue().getFirst();
        return added(mapping, "\n" + " ".repeat(column(first.getKeyNode())), key + ": " + written);
    }

    YamlText without(Place place, String key) {
        MappingNode mapping = place.in(root).orElseThrow();
        Optional<NodeTuple> gone = tuple(mapping, key);
        if (gone.isEmpty()) {
            return this;
        }
        int begin = start(gone.get().getKeyNode());
        int end = end(gone.get().getValueNode());
        int index = mapping.getValue().indexOf(gone.get());
        int line = text.lastIndexOf('\n', begin - 1) + 1;
        if (mapping.getFlowStyle() == FlowStyle.BLOCK && text.substring(line, begin).isBlank()) {
            int next = lineEnd(end);
            return replaced(line, Math.min(text.length(), next + 1), "");
        }
        if (index + 1 < mapping.getValue().size()) {
            return replaced(begin, start(mapping.getValue().get(index + 1).getKeyNode()), "");
        }
        return index == 0 ? replaced(begin, end, "") : replaced(end(mapping.getValue().get(index - 1).getValueNode()), end, "");
    }

    /** With one more mapping at the end of a list. */
    YamlText appended(SequenceNode list, Map<String, String> entry) {
        String indent = "\n" + " ".repeat(column(list));
        return list.getFlowStyle() == FlowStyle.BLOCK
                ? added(list, indent, "- " + entry.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(indent + "  ")))
                : added(list, "", "{ " + entry.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(", ")) + " }");
    }

    /** Behind the last part of a collection; in one that stands on a line of its own on the same line. */
    private YamlText added(CollectionNode<?> collection, String newLine, String part) {
        Node last = last(collection);
        int end = end(last);
        if (collection.getFlowStyle() == FlowStyle.FLOW) {
            return replaced(end, end, ", " + part);
        }
        int place = lineEnd(end);
        return replaced(place, place, newLine + part);
    }

    private static Node last(Node node) {
        return switch (node) {
            case MappingNode mapping when !mapping.getValue().isEmpty() -> mapping.getValue().getLast().getValueNode();
            case SequenceNode list when !list.getValue().isEmpty() -> list.getValue().getLast();
            default -> node;
        };
    }

    private YamlText replaced(int begin, int end, String part) {
        String next = text.substring(0, begin) + part + text.substring(end);
        return of(next).orElseThrow(() -> new IllegalStateException("a change that leaves no YAML"));
    }

    /** The parser counts code points. */
    private int start(Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex());
    }

    /** Where its last sign stands: a collection of several lines ends for the parser where the next thing begins. */
    private int end(Node node) {
        if (node instanceof CollectionNode<?> block && block.getFlowStyle() == FlowStyle.BLOCK && last(block) != block) {
            return end(last(block));
        }
        int end = text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex());
        while (end > start(node) && text.charAt(end - 1) == '\n') {
            end--;
        }
        return end;
    }

    private int lineEnd(int place) {
        int end = text.indexOf('\n', place);
        return end < 0 ? text.length() : end;
    }

    private static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    /** A text as YAML writes it: in quotes where it could be taken for something else. */
    static String written(String value) {
        boolean plain = PLAIN.matcher(value).matches() && !WORD_OF_YAML.matcher(value).matches();
        return plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
