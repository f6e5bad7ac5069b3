package org.groundswell.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;

/** What {@code features/node.json} of a runtime folder says: the only list of bundles there is. */
record ShippedFeature(List<ShippedBundle> bundles, Map<String, String> frameworkProperties) {

    record ShippedBundle(Path file, int startOrder) {

        /** A fragment is part of another bundle, and is not started by itself. */
        boolean isFragment() throws IOException {
            try (var jar = new JarFile(file.toFile())) {
                return jar.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
            }
        }
    }

    static ShippedFeature read(Path home) throws IOException {
        JsonObject feature = JsonParser.parseString(Files.readString(home.resolve("features/node.json")))
                .getAsJsonObject();
        var bundles = new ArrayList<ShippedBundle>();
        feature.getAsJsonArray("bundles").forEach(each -> {
            JsonObject bundle = each.getAsJsonObject();
            bundles.add(new ShippedBundle(home.resolve("artifacts").resolve(path(bundle.get("id").getAsString())),
                    bundle.get("start-order").getAsInt()));
        });
        var properties = new TreeMap<String, String>();
        feature.getAsJsonObject("framework-properties").entrySet()
                .forEach(each -> properties.put(each.getKey(), each.getValue().getAsString()));
        return new ShippedFeature(bundles, properties);
    }

    /** Where a Maven repository has group:artifact:version or group:artifact:type:classifier:version. */
    private static String path(String id) {
        String[] parts = id.split(":");
        String version = parts[parts.length - 1];
        String classifier = parts.length == 5 ? "-" + parts[3] : "";
        return String.join("/", parts[0].replace('.', '/'), parts[1], version,
                parts[1] + "-" + version + classifier + ".jar");
    }
}
