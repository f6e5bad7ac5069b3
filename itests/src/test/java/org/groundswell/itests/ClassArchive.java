package org.groundswell.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a node as the virtual machine keeps them, made by one start for the hundreds that follow: each needs some
 * 4.6 instead of 5.1 seconds of the processor. What a test changes is loaded as ever, for the machine compares each class with its archived one.
 */
final class ClassArchive {
    private static final Path FILE = RuntimeFolder.TARGET.resolve("classes.jsa");
    private static final List<String> OPTIONS = options();

    private ClassArchive() {
    }

    /** Lines of {@code jvm.options}; none where this Java makes no archive. */
    static List<String> lines() {
        return OPTIONS;
    }

    private static List<String> options() {
        try {
            if (!isFresh()) {
                make();
            }
        } catch (IOException | AssertionError e) {
            // The tests find the same and say more; without it they are slower.
            System.out.println("No archive of classes: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Another Java or another garbage collector does without: nobody has to read so.
        return Files.exists(FILE) ? List.of("-XX:SharedArchiveFile=" + FILE, "-Xlog:cds*=off", "-Xlog:aot*=off",
                "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0") : List.of();
    }

    private static boolean isFresh() throws IOException {
        return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(
                Files.getLastModifiedTime(RuntimeFolder.SHIPPED.resolve("features/node.json"))) > 0;
    }

    private static void make() throws IOException, InterruptedException {
        int port = RuntimeFolder.freePort();
        Path home = RuntimeFolder.shipped("class-archive", port, RuntimeFolder.freePort());
        Path made = FILE.resolveSibling("classes-" + ProcessHandle.current().pid() + ".jsa");
        RuntimeFolder.options(home, "-XX:ArchiveClassesAtExit=" + made);
        Process node = new ProcessBuilder(home.resolve("bin/groundswell").toString(), "run").redirectErrorStream(true)
                .redirectOutput(home.resolve("data/output.log").toFile()).start();
        try {
            var visitor = new Visitor("http://127.0.0.1:" + port);
            Await.until("the node in " + home + " is fit to serve", () -> visitor.get("/readyz/give").status() == 200);
            visitor.give("5", "First", "pay");
        } finally {
            node.destroy();
            if (!node.waitFor(150, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        }
        Files.deleteIfExists(FILE);
        if (Files.exists(made)) {
            Files.move(made, FILE, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
