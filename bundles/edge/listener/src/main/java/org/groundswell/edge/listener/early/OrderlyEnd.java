package org.groundswell.edge.listener.early;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the mark away that {@code bin/groundswell} set before the start. A virtual machine that is killed or has no
 * memory left cannot do that: a mark that is still there tells the next start of an unexpected end. It is taken away
 * rather than set, because that works on a full disk, too.
 */
final class OrderlyEnd {
    private static final String MARK = "node.running";

    private OrderlyEnd() {
    }

    static void noteIn(Path data) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (isOurs()) {
                remove(data.resolve(MARK));
            }
        }, "orderly-end"));
    }

    /** Of two processes of a node only the one that serves may; {@code kernel.handover} says which. */
    private static boolean isOurs() {
        String succession = System.getProperty("groundswell.succession", "serving");
        return !succession.equals("waiting") && !succession.equals("left");
    }

    static void remove(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            System.err.println("The next start will take this end for an unexpected one: " + e);
        }
    }
}
