package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node's Java virtual machine says of itself ({@code jcmd}). */
final class JvmCommand {
    private static final Pattern USED = Pattern.compile("(?m)^(?:DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

    private JvmCommand() {
    }

    static String of(Node node, String... command) throws Exception {
        var line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                Files.readString(node.home().resolve("data/node.pid")).strip()));
        line.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes());
        assertEquals(said, 0, jcmd.waitFor());
        return said;
    }

    /** Kilobytes of the heap that are in use after a collection. */
    static long liveHeap(Node node) throws Exception {
        of(node, "GC.run");
        String said = of(node, "GC.heap_info");
        long used = 0;
        Matcher matcher = USED.matcher(said);
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(1));
        }
        assertTrue("the heap is shown: " + said, used > 0);
        return used;
    }
}
