package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Test;

/** What {@code runtime/Containerfile} takes is there, and what it runs runs: in a node's folder, without an image. */
public class ContainerFileIT {
    private static final Path RUNTIME = RuntimeFolder.TARGET.resolve("../../runtime").normalize();
    private static final String PLACE = "/opt/groundswell";
    private static final int SECONDS = 40;

    @Test
    public void whatItTakesIsThereAndWhatItRunsServesAndEndsInTime() throws Exception {
        ContainerFile file = ContainerFile.read(RUNTIME.resolve("Containerfile"));
        for (ContainerFile.Instruction each : file.all("ADD")) {
            String[] parts = each.text().split(" ");
            assertEquals(each.text(), 1, matching(parts[0]));
        }
        assertEquals("all of it comes from the tarball", List.of(), file.all("COPY").stream()
                .filter(each -> !each.text().startsWith("--from=release ")).toList());
        assertFalse("an ordinary user", file.last("USER").text().matches("(0|root)\\b.*"));
        assertTrue("a tag, as the Java that is needed", file.all("FROM").stream()
                .allMatch(each -> each.text().matches("[a-z./-]+:25-jre( AS \\w+)?")));
        Node node = Node.prepared("container-file");
        for (String volume : file.last("VOLUME").words()) {
            assertTrue(volume, Files.isDirectory(Path.of(there(volume, node))));
        }
        for (ContainerFile.Instruction each : file.all("RUN")) {
            if (each.text().contains(PLACE + "/")) {
                assertEquals(0, run(node, "sh", "-c", there(each.text(), node)).waitFor());
            }
        }
        var command = new ArrayList<>(file.last("ENTRYPOINT").words());
        command.addAll(file.last("CMD").words());
        Process process = run(node, command.stream().map(each -> there(each, node)).toArray(String[]::new));
        try {
            List<String> check = file.last("HEALTHCHECK").words();
            Await.until("its own check says that it is well", () -> process.isAlive()
                    && run(node, check.stream().map(each -> there(each, node)).toArray(String[]::new)).waitFor() == 0);
            assertEquals(200, node.visitor().get("/readyz").status());
            node.awaitSetting("org.groundswell.edge.listener.PublicListener", "host = 0.0.0.0");
            process.destroy();
            assertTrue("it ends in the time that the page gives it", process.waitFor(SECONDS, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String there(String text, Node node) {
        return text.replace(PLACE, node.home().toString());
    }

    private static Process run(Node node, String... command) throws Exception {
        return new ProcessBuilder(command).directory(node.home().toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(node.home().resolve("output.log").toFile())).start();
    }

    private static long matching(String pattern) throws Exception {
        try (Stream<Path> files = Files.list(RUNTIME.resolve("target"))) {
            var matcher = RUNTIME.getFileSystem().getPathMatcher("glob:" + pattern);
            return files.filter(each -> matcher.matches(each.getFileName())).count();
        }
    }
}
