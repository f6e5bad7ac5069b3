package org.groundswell.kernel.keeper.features;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.kernel.keeper.jars.RefusedException;

/**
 * The two parts of a feature (OSGi Feature Service, compendium chapter 159) that can come and go while a node runs.
 *
 * @param bundles paths of the jars below a folder that is laid out like a Maven repository, in the order in which they
 *                start: by their {@code start-order}, those without one first, as when a node starts
 * @param configurations settings by PID; a name may end with the type of its value, as in {@code limit:Integer}
 */
public record FeatureFile(List<String> bundles, Map<String, Map<String, Object>> configurations) {
    private static final Pattern COORDINATES = Pattern.compile("(\\w[\\w.-]*):(\\w[\\w.-]*):(\\w[\\w.-]*)");

    /** @throws RefusedException if this is no feature that a running node can take */
    public static FeatureFile read(Path file) throws RefusedException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            var listed = json.getAsJsonArray("bundles");
            List<String> bundles = (listed == null ? new JsonArray() : listed).asList().stream().map(Listed::read)
                    .sorted(Comparator.comparingInt(Listed::startOrder)).map(Listed::path).toList();
            var configurations = new LinkedHashMap<String, Map<String, Object>>();
            if (json.has("configurations")) {
                for (var each : json.getAsJsonObject("configurations").entrySet()) {
                    configurations.put(each.getKey(), settings(each.getValue().getAsJsonObject()));
                }
            }
            if (bundles.isEmpty() && configurations.isEmpty()) {
                throw new RefusedException("it is a feature without anything in it: expected 'bundles' or 'configurations'");
            }
            return new FeatureFile(bundles, Map.copyOf(configurations));
        } catch (IOException | JsonParseException | IllegalStateException | NullPointerException
                | ClassCastException | IllegalArgumentException | ArithmeticException e) {
            throw new RefusedException("it is no feature file: " + e.getMessage());
        }
    }

    private record Listed(String path, int startOrder) {

        public static Listed read(JsonElement bundle) {
            if (!bundle.isJsonObject()) {
                return new Listed(FeatureFile.path(bundle.getAsString()), 0);
            }
            JsonObject json = bundle.getAsJsonObject();
            JsonElement order = json.get("start-order");
            return new Listed(FeatureFile.path(json.get("id").getAsString()),
                    order == null ? 0 : order.getAsBigDecimal().intValueExact());
        }
    }

    private static String path(String id) {
        Matcher parts = COORDINATES.matcher(id);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + id + "' is not group:artifact:version");
        }
        String artifact = parts.group(2);
        String version = parts.group(3);
        return parts.group(1).replace('.', '/') + '/' + artifact + '/' + version + '/' + artifact + '-' + version
                + ".jar";
    }

    private static Map<String, Object> settings(JsonObject json) {
        var settings = new LinkedHashMap<String, Object>();
        for (var each : json.entrySet()) {
            // What begins with a colon is for the Configurator itself.
            if (!each.getKey().startsWith(":")) {
                String[] nameAndType = each.getKey().split(":", 2);
                settings.put(nameAndType[0], TypedValue.of(each.getValue(),
                        nameAndType.length > 1 ? nameAndType[1] : ""));
            }
        }
        return settings;
    }
}
