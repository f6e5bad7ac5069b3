package org.groundswell.console.site.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * {@code site.yaml} as a form has it: what is not in the form, and what nobody changed there, stays as it is written. Whether
 * it makes sense is judged by those who read the file. Immutable.
 */
public final class SiteSettings {
    /** Of the site: one value each, or several with commas between. */
    public static final List<String> OF_SITE = List.of("name", "menu");
    /** Of a campaign. */
    public static final List<String> OF_CAMPAIGN = List.of("goal", "amounts", "monthly", "opens", "closes");
    private static final List<String> LISTS = List.of("menu", "amounts", "monthly");
    private static final List<String> TIMES = List.of("opens", "closes");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?");
    private static final String CAMPAIGNS = "campaigns";
    private static final String COLOURS = "colours";
    private static final String DARK = "dark";
    private static final Pattern COLOUR = Pattern.compile("[a-z][a-z0-9-]*\\s*:\\s*#[0-9a-fA-F]{3,8}");
    private static final YamlText.Place SITE = Optional::of;

    private final YamlText yaml;

    private SiteSettings(YamlText yaml) {
        this.yaml = yaml;
    }

    /** Nothing where the text is none that a form could show. */
    public static Optional<SiteSettings> read(String text) {
        return YamlText.of(text).filter(yaml -> YamlText.value(yaml.root(), CAMPAIGNS).filter(SequenceNode.class::isInstance)
                .isPresent()).map(SiteSettings::new);
    }

    /** The file's text. */
    @Override
    public String toString() {
        return yaml.toString();
    }

    /** A value of the site; empty where it has none. */
    public String ofSite(String key) {
        return shown(yaml.root(), key);
    }

    /** The ids of the campaigns, in their order; one that stands there twice, which nobody may publish, once. */
    public List<String> campaigns() {
        return entries(yaml.root()).map(each -> shown(each, "id")).filter(each -> !each.isEmpty()).distinct().toList();
    }

    /** A value of a campaign; empty where it has none. */
    public String ofCampaign(String id, String key) {
        return campaign(id).in(yaml.root()).map(each -> shown(each, key)).orElse("");
    }

    /** A line for each colour: its name, a colon and its value; those for dark devices begin with {@code dark}. */
    public String colours() {
        var lines = new ArrayList<String>();
        YamlText.value(yaml.root(), COLOURS).filter(MappingNode.class::isInstance).map(MappingNode.class::cast)
                .ifPresent(light -> {
                    lines.addAll(lines(light, ""));
                    YamlText.value(light, DARK).filter(MappingNode.class::isInstance).map(MappingNode.class::cast)
                            .ifPresent(dark -> lines.addAll(lines(dark, DARK + " ")));
                });
        return String.join("\n", lines);
    }

    private static List<String> lines(MappingNode colours, String prefix) {
        return colours.getValue().stream().filter(each -> each.getValueNode() instanceof ScalarNode)
                .map(each -> prefix + scalar(each.getKeyNode()) + ": " + scalar(each.getValueNode())).toList();
    }

    /**
     * With this value of the site, or without it where it is empty.
     *
     * @throws UnwrittenValueException if it cannot stand there
     */
    public SiteSettings withOfSite(String key, String value) {
        return with(SITE, key, value);
    }

    /**
     * With this value of a campaign, or without it where it is empty.
     *
     * @throws UnwrittenValueException if it cannot stand there
     */
    public SiteSettings withOfCampaign(String id, String key, String value) {
        return with(campaign(id), key, value);
    }

    private SiteSettings with(YamlText.Place place, String key, String value) {
        String before = place.in(yaml.root()).map(each -> shown(each, key)).orElse("");
        String now = value.strip();
        if (before.equals(now)) {
            return this;
        }
        return new SiteSettings(now.isEmpty() ? yaml.without(place, key) : yaml.with(place, key, written(key, now)));
    }

    /**
     * With these colours, as {@link #colours} has them.
     *
     * @throws UnwrittenValueException if it cannot stand there
     */
    public SiteSettings withColours(String lines) {
        if (lines.strip().equals(colours().strip())) {
            return this;
        }
        var light = new ArrayList<String>();
        var dark = new ArrayList<String>();
        lines.lines().map(String::strip).filter(each -> !each.isEmpty()).forEach(line -> {
            boolean isDark = line.startsWith(DARK + " ");
            String[] parts = (isDark ? line.substring(DARK.length()) : line).strip().split(":", 2);
            if (!COLOUR.matcher(String.join(":", parts)).matches()) {
                throw new UnwrittenValueException(COLOURS);
            }
            String colour = YamlText.written(parts[0].strip()) + ": " + YamlText.written(parts[1].strip());
            (isDark ? dark : light).add(colour);
        });
        if (!dark.isEmpty()) {
            light.add(DARK + ": { " + String.join(", ", dark) + " }");
        }
        return new SiteSettings(light.isEmpty() ? yaml.without(SITE, COLOURS)
                : yaml.with(SITE, COLOURS, "{ " + String.join(", ", light) + " }"));
    }

    /**
     * With one more campaign behind the others; what is empty is left out.
     *
     * @throws UnwrittenValueException if it cannot stand there
     */
    public SiteSettings withCampaign(String id, String currency, Map<String, String> values) {
        var entry = new LinkedHashMap<String, String>();
        entry.put("id", YamlText.written(id.strip()));
        entry.put("currency", YamlText.written(currency.strip()));
        OF_CAMPAIGN.forEach(key -> {
            String value = values.getOrDefault(key, "").strip();
            if (!value.isEmpty()) {
                entry.put(key, written(key, value));
            }
        });
        return new SiteSettings(yaml.appended(CAMPAIGNS, (SequenceNode) YamlText.value(yaml.root(), CAMPAIGNS).orElseThrow(),
                entry));
    }

    private static YamlText.Place campaign(String id) {
        return root -> entries(root).filter(each -> shown(each, "id").equals(id)).findFirst();
    }

    private static Stream<MappingNode> entries(MappingNode root) {
        return YamlText.value(root, CAMPAIGNS).map(node -> ((SequenceNode) node).getValue()).orElse(List.of()).stream()
                .filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    private static String shown(MappingNode mapping, String key) {
        return YamlText.value(mapping, key).map(node -> node instanceof SequenceNode list
                ? list.getValue().stream().map(SiteSettings::scalar).collect(Collectors.joining(", ")) : time(key, scalar(node)))
                .orElse("");
    }

    /** As a browser's field for a time has it. */
    private static String time(String key, String value) {
        return !isTime(key, value) ? value : value.length() == "2026-12-01".length() ? value + "T00:00" : value.replace(' ', 'T');
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    }

    /** Commas alone part no amounts: {@code 12,50} may be one, and is for whoever reads the file to refuse. */
    private static String written(String key, String value) {
        if (LISTS.contains(key)) {
            return Stream.of(value.split(key.equals("menu") ? "[,\u060c\\s]+" : ",?\\s+|,$")).filter(each -> !each.isEmpty()).map(YamlText::written)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return isTime(key, value) ? value.replace('T', ' ') : YamlText.written(value);
    }

    private static boolean isTime(String key, String value) {
        return TIMES.contains(key) && TIME.matcher(value).matches();
    }
}
