package org.groundswell.itests;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.rules.ExternalResource;

/** A node for all tests of a class. */
final class SharedNode extends ExternalResource {
    private final String name;
    private final Map<String, List<String>> settings;
    private Node node;

    SharedNode(String name) {
        this(name, Map.of());
    }

    /** @param settings lines of settings by PID */
    SharedNode(String name, Map<String, List<String>> settings) {
        this.name = name;
        this.settings = settings;
    }

    Node node() {
        return node;
    }

    @Override
    protected void before() throws IOException {
        node = Node.prepared(name);
        for (var each : settings.entrySet()) {
            RuntimeFolder.addSetting(node.home(), each.getKey(), each.getValue().toArray(String[]::new));
        }
        node.start();
    }

    @Override
    protected void after() {
        node.close();
    }
}
