package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.settings.SettingsFile;

/** Whether a node keeps its gifts in a database, which no backup of the node's own files has, and what to say then. */
final class GiftsElsewhere {
    private static final String SETTINGS = "conf/org.groundswell.donations.ledger.postgres" + SettingsFile.ENDING;
    private static final String BOOK = "data/ledger/ledger.db";
    /** What groundswell:migrate leaves beside the book that it has moved, whatever the settings say. */
    private static final String MOVED = "moved-to-postgres";

    private GiftsElsewhere() {
    }

    /** A line of its own to be put behind what was done; empty where the gifts are in the node's files. */
    static String warning(NodeFolder node) throws IOException {
        return isSo(node) ? "\nThere are no gifts in it: this node keeps them in PostgreSQL. Back that database"
                + " up with its own tools, such as pg_dump: docs/postgres.md" : "";
    }

    private static boolean isSo(NodeFolder node) throws IOException {
        Path settings = node.resolve(SETTINGS);
        if (!Files.exists(settings)) {
            return false;
        }
        SettingsFile file = SettingsFile.parse(settings.getFileName().toString(),
                ByteOrderMark.removed(Files.readString(settings)));
        return !setting(file, "use", "true").equals("false")
                || Files.isRegularFile(node.resolve(setting(file, "from", BOOK)).resolveSibling(MOVED));
    }

    private static String setting(SettingsFile file, String key, String otherwise) {
        SettingsFile.Line line = file.lines().get(key);
        return line == null || line.value().isEmpty() ? otherwise : line.value();
    }
}
