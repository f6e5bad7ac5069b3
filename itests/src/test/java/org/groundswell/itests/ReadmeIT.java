package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the README tells people to type and to write works. */
public class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    /** The two commands at its top: .ci/run types these. */
    private static final List<String> TYPED_ELSEWHERE = List.of("runtime/run.sh", "mvn -B verify");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void everyCommandWorks() throws Exception {
        Node node = Node.prepared("readme");
        int typed = 0;
        try {
            for (String block : blocks("sh")) {
                for (String command : block.lines().toList()) {
                    if (!TYPED_ELSEWHERE.contains(command)) {
                        Await.until(command, () -> shell(node, command) == 0);
                        typed++;
                    }
                }
            }
        } finally {
            node.script("stop");
        }
        assertTrue("commands in the README", typed >= 9);
    }

    @Test
    public void theBundleOfTheReadmeAppearsAndLeavesWithItsFile() throws Exception {
        Path jar = TestBundle.build(folder.getRoot().toPath(), blocks("java").getFirst());
        try (Node node = Node.started("bundle")) {
            Visitor visitor = node.visitor();
            assertEquals(404, visitor.get("/hello").status());
            Path deployed = TestBundle.deploy(node, jar);
            Await.until("the bundle answers", () -> visitor.get("/hello").body().contains("Raised so far: EUR 0.00"));
            assertEquals("not on the admin side", 404, node.admin().get("/hello").status());
            Files.delete(deployed);
            Await.until("the bundle is gone", () -> visitor.get("/hello").status() == 404);
        }
    }

    @Test
    public void everyFileItLeadsToIsThere() throws Exception {
        Path readme = Path.of(System.getProperty("groundswell.readme"));
        var links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(readme));
        int count = 0;
        while (links.find()) {
            assertTrue(links.group(1), Files.exists(readme.resolveSibling(links.group(1))));
            count++;
        }
        assertTrue(count >= 5);
    }

    private static int shell(Node node, String command) throws Exception {
        String here = command.replace(":8080/", ":" + node.publicPort() + "/")
                .replace(":8081/", ":" + node.admin().base().replaceFirst(".*:", "") + "/");
        Process process = new ProcessBuilder("bash", "-c", here).directory(node.home().toFile())
                .redirectErrorStream(true).redirectOutput(new File(node.home().toFile(), "readme.log")).start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return process.exitValue();
    }

    private static List<String> blocks(String language) throws Exception {
        var found = new ArrayList<String>();
        var matcher = BLOCK.matcher(Files.readString(Path.of(System.getProperty("groundswell.readme"))));
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                found.add(matcher.group(2));
            }
        }
        return found;
    }
}
