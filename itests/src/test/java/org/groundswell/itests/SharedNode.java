package org.groundswell.itests;

import java.io.IOException;
import org.junit.rules.ExternalResource;

/** A node for all tests of a class. */
final class SharedNode extends ExternalResource {
    private final String name;
    private Node node;

    SharedNode(String name) {
        this.name = name;
    }

    Node node() {
        return node;
    }

    @Override
    protected void before() throws IOException {
        node = Node.started(name);
    }

    @Override
    protected void after() {
        node.close();
    }
}
