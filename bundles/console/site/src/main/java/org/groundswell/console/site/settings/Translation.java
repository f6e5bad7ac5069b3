package org.groundswell.console.site.settings;

import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A language's texts, of which a form changes what campaigns are called ({@code campaign.<id>.title}); all else stays as it is
 * written. Keys may stand in each other or have dots. Immutable.
 */
public final class Translation {
    private static final String CAMPAIGN = "campaign";
    private static final int MOST_DEPTH = 20;

    private final YamlText yaml;

    private Translation(YamlText yaml) {
        this.yaml = yaml;
    }

    /** Nothing where the text is no such file. */
    public static Optional<Translation> read(String text) {
        return YamlText.of(text).map(Translation::new);
    }

    /** The file's text. */
    @Override
    public String toString() {
        return yaml.toString();
    }

    /** What a campaign is called; empty where the file does not say. */
    public String title(String campaign) {
        return found(yaml.root(), key(campaign), 0).map(each -> each.value().strip()).orElse("");
    }

    /**
     * With this title of a campaign.
     *
     * @throws UnwrittenValueException if it cannot stand there
     */
    public Translation withTitle(String campaign, String title) {
        String now = title.strip();
        if (title(campaign).equals(now)) {
            return this;
        }
        String key = key(campaign);
        Optional<Found> present = found(yaml.root(), key, 0);
        if (present.isPresent()) {
            return new Translation(yaml.with(root -> found(root, key, 0).map(Found::in), present.get().key(),
                    YamlText.written(now)));
        }
        if (yaml.root().getValue().isEmpty()) {
            throw new UnwrittenValueException(key);
        }
        return new Translation(campaigns(yaml.root()).isPresent()
                ? yaml.with(Translation::campaigns, key.substring(CAMPAIGN.length() + 1), YamlText.written(now))
                : yaml.with(Optional::of, key, YamlText.written(now)));
    }

    private static String key(String campaign) {
        return CAMPAIGN + "." + campaign + ".title";
    }

    /** Where titles of others may stand already. */
    private static Optional<MappingNode> campaigns(MappingNode root) {
        return YamlText.value(root, CAMPAIGN).filter(MappingNode.class::isInstance).map(MappingNode.class::cast)
                .filter(each -> !each.getValue().isEmpty());
    }

    private record Found(MappingNode in, String key, String value) {
    }

    private static Optional<Found> found(MappingNode mapping, String path, int depth) {
        for (NodeTuple each : mapping.getValue()) {
            String key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            Node value = each.getValueNode();
            if (key.equals(path) && value instanceof ScalarNode scalar) {
                return Optional.of(new Found(mapping, key, scalar.getValue()));
            }
            if (path.startsWith(key + ".") && value instanceof MappingNode nested && depth < MOST_DEPTH) {
                Optional<Found> below = found(nested, path.substring(key.length() + 1), depth + 1);
                if (below.isPresent()) {
                    return below;
                }
            }
        }
        return Optional.empty();
    }
}
