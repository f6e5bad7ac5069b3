package org.groundswell.itests;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What a node's keeper has written since this was made. */
final class SwapLog {
    private final Path file;
    private final int start;

    SwapLog(Node node) throws IOException {
        file = node.home().resolve("data/keeper/history.jsonl");
        start = Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    List<JsonObject> records() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream().skip(start).filter(line -> !line.isBlank())
                .map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    /** Waits until the bundle, or the file where it is no bundle, has come to this; returns the record. */
    JsonObject await(String bundle, String outcome) {
        var found = new AtomicReference<JsonObject>();
        Await.until(bundle + " is " + outcome, () -> {
            for (JsonObject record : records()) {
                if (record.get("bundle").getAsString().equals(bundle)
                        && record.get("outcome").getAsString().equals(outcome)) {
                    found.set(record);
                }
            }
            return found.get() != null;
        });
        return found.get();
    }

    /** Waits as above; returns the reason. */
    String reason(String bundle, String outcome) {
        return await(bundle, outcome).get("reason").getAsString();
    }
}
