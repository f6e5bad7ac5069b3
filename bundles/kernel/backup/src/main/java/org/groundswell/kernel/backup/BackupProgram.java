package org.groundswell.kernel.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.groundswell.kernel.api.node.NodeFolder;

/** {@code bin/groundswell backup} and {@code restore} of a node that does not run: nobody writes, plain copies are whole. */
public final class BackupProgram {
    private static final int FAILED = 1;

    private BackupProgram() {
    }

    /** {@code backup|restore VERSION HOME DATA FILE}. */
    public static void main(String[] arguments) {
        var node = new NodeFolder(Path.of(arguments[2]), Path.of(arguments[3]));
        Path file = Path.of(arguments[4]);
        try {
            System.out.println(arguments[0].equals("restore") ? restored(node, arguments[1], file)
                    : written(node, arguments[1], file));
        } catch (IOException e) {
            System.err.println("groundswell: " + arguments[0] + ": " + file + ": " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static String written(NodeFolder node, String version, Path file) throws IOException {
        return new Backup(node, List.of(), version).write(file).text();
    }

    private static String restored(NodeFolder node, String version, Path file) throws IOException {
        List<Path> before = new Restore(node, version).from(file, Instant.now());
        var said = new StringBuilder("This node is as " + file + " has it.");
        before.forEach(each -> said.append("\nWhat was there before is in ").append(each));
        said.append(GiftsElsewhere.warning(node));
        return said.append("\nStart it, then let it prove its books: bin/groundswell shell groundswell:audit").toString();
    }
}
