package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;

/** {@code bin/groundswell backup} and {@code restore} of a node that does not run: nobody writes, plain copies are whole. */
public final class BackupProgram {
    private static final int FAILED = 1;

    private BackupProgram() {
    }

    /** {@code backup|restore VERSION HOME DATA FILE [--without-gifts]}. */
    public static void main(String[] arguments) {
        var node = new NodeFolder(Path.of(arguments[2]), Path.of(arguments[3]));
        Path file = Path.of(arguments[4]);
        boolean withGifts = !Arrays.asList(arguments).subList(5, arguments.length).contains(Backup.WITHOUT_GIFTS);
        try {
            System.out.println(arguments[0].equals("restore") ? restored(node, arguments[1], file, withGifts)
                    : new Backup(node, List.of(), arguments[1]).write(file, withGifts).text());
        } catch (IOException e) {
            System.err.println("groundswell: " + arguments[0] + ": " + file + ": " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static String restored(NodeFolder node, String version, Path file, boolean withGifts) throws IOException {
        Restore.Restored restored = new Restore(node, version).from(file, Instant.now(), withGifts);
        var said = new StringBuilder("This node is as " + file + " has it.");
        restored.before().forEach(each -> said.append("\nWhat was there before is in ").append(each));
        if (restored.gifts().isPresent()) {
            said.append("\nThe database has the ").append(restored.gifts().getAsLong()).append(" gifts of the backup");
        } else if (GiftDatabase.of(node).isPresent()) {
            said.append("\nThe gifts are as the database has them: it was not touched");
        }
        return said.append("\nStart it, then let it prove its books: bin/groundswell shell groundswell:audit").toString();
    }
}
