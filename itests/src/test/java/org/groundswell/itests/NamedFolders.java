package org.groundswell.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Everything in a node's data/ stands in the table of docs/postgres.md, which says where it is with many nodes. */
final class NamedFolders {
    private static final String TABLE = "\n## Where everything is\n";

    private NamedFolders() {
    }

    static void areAllOf(Node node) throws IOException {
        String page = Files.readString(Page.of("postgres.md").file());
        int begin = page.indexOf(TABLE) + TABLE.length();
        String table = page.substring(begin, page.indexOf("\n## ", begin));
        try (Stream<Path> all = Files.list(node.home().resolve("data"))) {
            assertEquals("the table names them", List.of(), all.map(each -> each.getFileName().toString())
                    .map(each -> each.startsWith("node.") ? "node.*" : each).filter(each -> !table.contains("`data/" + each))
                    .distinct().sorted().toList());
        }
    }
}
