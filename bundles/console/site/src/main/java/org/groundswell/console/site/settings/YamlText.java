package org.groundswell.console.site.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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

    /** What stands in a file as a number only: line ends, too. */
    private static final Pattern ODD = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]");
    private static final Pattern COLON = Pattern.compile("\\s*:");
    /** Behind a colon, a dash or a comma, blanks and remarks. */
    private static final Pattern ALIAS = Pattern.compile("(?:[\\s,-]|#[^\n]*)*+(\\*[^\\s,\\[\\]{}]+)");

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
        Optional<NodeTuple> present = tuple(mapping, key);
        if (present.isEmpty()) {
            NodeTuple first = mapping.getValue().getFirst();
            return added(key, mapping, "\n" + " ".repeat(column(first.getKeyNode())), key + ": " + written);
        }
        Node value = present.get().getValueNode();
        int colon = behindColon(present.get());
        int end = end(present.get());
        if (start(value) < colon) {
            return replaced(key, alias(colon).start(1), end, written);
        }
        if (start(value) == end) {
            return replaced(key, colon, colon, " " + written);
        }
        int line = text.lastIndexOf('\n', start(value)) + 1;
        if (line > colon && column(value) <= column(present.get().getKeyNode())) {
            // A list at the indent of its key: there only a list may stand that has its parts below each other.
            return replaced(key, colon, Math.min(text.length(), lineEnd(end) + 1), " " + written + text.substring(colon, line));
        }
        return replaced(key, start(value), end, written);
    }

    YamlText without(Place place, String key) {
        MappingNode mapping = place.in(root).orElseThrow();
        Optional<NodeTuple> gone = tuple(mapping, key);
        if (gone.isEmpty()) {
            return this;
        }
        int begin = start(gone.get().getKeyNode());
        int end = end(gone.get());
        int index = mapping.getValue().indexOf(gone.get());
        int line = text.lastIndexOf('\n', begin - 1) + 1;
        if (mapping.getFlowStyle() == FlowStyle.BLOCK && text.substring(line, begin).isBlank()) {
            int next = lineEnd(end);
            return replaced(key, line, Math.min(text.length(), next + 1), "");
        }
        if (index + 1 < mapping.getValue().size()) {
            return replaced(key, begin, start(mapping.getValue().get(index + 1).getKeyNode()), "");
        }
        return replaced(key, index == 0 ? begin : end(mapping.getValue().get(index - 1)), end, "");
    }

    /** With one more mapping at the end of a list, which is known by this key. */
    YamlText appended(String key, SequenceNode list, Map<String, String> entry) {
        String indent = "\n" + " ".repeat(column(list));
        return list.getFlowStyle() == FlowStyle.BLOCK
                ? added(key, list, indent, "- " + entry.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(indent + "  ")))
                : added(key, list, "", "{ " + entry.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(", ")) + " }");
    }

    /** Behind the last part of a collection; in one that stands on a line of its own on the same line. */
    private YamlText added(String key, CollectionNode<?> collection, String newLine, String part) {
        if (collection.getValue().isEmpty()) {
            int bracket = end(collection, 0) - 1;
            return replaced(key, bracket, bracket, part);
        }
        int end = lastEnd(collection);
        if (collection.getFlowStyle() == FlowStyle.FLOW) {
            return replaced(key, end, end, ", " + part);
        }
        int place = lineEnd(end);
        return replaced(key, place, place, newLine + part);
    }

    private YamlText replaced(String key, int begin, int end, String part) {
        String next = text.substring(0, begin) + part + text.substring(end);
        return of(next).orElseThrow(() -> new UnwrittenValueException(key));
    }

    /** The parser counts code points. */
    private int start(Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex());
    }

    private int behindColon(NodeTuple tuple) {
        Matcher colon = COLON.matcher(text).region(end(tuple.getKeyNode(), 0), text.length());
        return colon.lookingAt() ? colon.end() : end(tuple.getKeyNode(), 0);
    }

    private int end(NodeTuple tuple) {
        return end(tuple.getValueNode(), behindColon(tuple));
    }

    /**
     * Where its last sign stands: a collection of several lines ends for the parser where the next thing begins.
     *
     * @param from a place before it: for the parser a reference stands where that stands to which it refers
     */
    private int end(Node node, int from) {
        if (start(node) < from) {
            return alias(from).end(1);
        }
        if (node instanceof CollectionNode<?> block && block.getFlowStyle() == FlowStyle.BLOCK && !block.getValue().isEmpty()) {
            return lastEnd(block);
        }
        int end = text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex());
        while (end > start(node) && text.charAt(end - 1) == '\n') {
            end--;
        }
        return end;
    }

    private int lastEnd(CollectionNode<?> collection) {
        if (collection instanceof MappingNode mapping) {
            return end(mapping.getValue().getLast());
        }
        int end = start(collection) + 1;
        for (Node each : ((SequenceNode) collection).getValue()) {
            end = end(each, end);
        }
        return end;
    }

    private MatchResult alias(int from) {
        Matcher alias = ALIAS.matcher(text).region(from, text.length());
        if (!alias.lookingAt()) {
            // Written in a way that nobody has thought of: as a text it can be edited all the same.
            throw new UnwrittenValueException("line " + text.substring(0, from).lines().count());
        }
        return alias.toMatchResult();
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
        return plain ? value : "\"" + ODD.matcher(value.replace("\\", "\\\\").replace("\"", "\\\"")).replaceAll(odd ->
                Matcher.quoteReplacement(String.format(Locale.ROOT, "\\u%04x", (int) odd.group().charAt(0)))) + "\"";
    }
}
