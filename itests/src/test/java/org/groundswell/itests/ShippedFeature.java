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

/** What {@code features/node.json} of a runtime folder says: the only list of bundles there is. */
record ShippedFeature(List<ShippedBundle> bundles, Map<String, String> frameworkProperties) {

    record ShippedBundle(Path file, int startOrder) {
    }

    static ShippedFeature read(Path home) throws IOException {
        JsonObject feature = JsonParser.parseString(Files.readString(home.resolve("features/node.json")))
                .getAsJsonObject();
        var bundles = new ArrayList<ShippedBundle>();
        feature.getAsJsonArray("bundles").forEach(each -> {
            JsonObject bundle = each.getAsJsonObject();
            String[] id = bundle.get("id").getAsString().split(":");
            bundles.add(new ShippedBundle(home.resolve("artifacts").resolve(id[0].replace('.', '/')).resolve(id[1])
                    .resolve(id[2]).resolve(id[1] + "-" + id[2] + ".jar"), bundle.get("start-order").getAsInt()));
        });
        var properties = new TreeMap<String, String>();
        feature.getAsJsonObject("framework-properties").entrySet()
                .forEach(each -> properties.put(each.getKey(), each.getValue().getAsString()));
        return new ShippedFeature(bundles, properties);
    }
}
