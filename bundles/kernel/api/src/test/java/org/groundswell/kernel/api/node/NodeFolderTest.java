package org.groundswell.kernel.api.node;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import org.junit.Test;

public class NodeFolderTest {
    private static final NodeFolder APART = new NodeFolder(Path.of("/srv/node"), Path.of("/mnt/disk"));

    @Test
    public void dataIsInTheNodesFolderUnlessItIsElsewhere() {
        assertEquals(Path.of("/srv/node/data/ledger/ledger.db"),
                new NodeFolder(Path.of("/srv/node")).resolve("data/ledger/ledger.db"));
        assertEquals(Path.of("/mnt/disk/ledger/ledger.db"), APART.resolve("data/ledger/ledger.db"));
        assertEquals(Path.of("/mnt/disk/links.key"), APART.resolve("data/links.key"));
    }

    @Test
    public void whatIsNoDataStaysWhereItIs() {
        assertEquals(Path.of("/srv/node/conf"), APART.resolve("conf"));
        assertEquals(Path.of("/srv/node/database/x"), APART.resolve("database/x"));
        assertEquals(Path.of("/data/x"), APART.resolve("/data/x"));
    }
}
