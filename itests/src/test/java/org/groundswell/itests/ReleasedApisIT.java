package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What bundles/released/release keeps, in a project of two apis, one of them between bundles of the node only. */
public class ReleasedApisIT {
    private static final Path SCRIPT = Page.readme().file().toAbsolutePath().normalize()
            .resolveSibling("bundles/released/release");
    private static final List<String> DOMAINS = List.of("gifts", "pages", "console");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path project;

    private record Run(int status, String text) {
    }

    @Before
    public void aProjectAfterItsFirstRelease() throws IOException {
        project = folder.getRoot().toPath();
        write("pom.xml", "<project>\n    <released.version>1.0.0</released.version>\n</project>\n");
        for (String domain : DOMAINS) {
            write("bundles/" + domain + "/api/pom.xml", "<project>\n  <parent>\n    <artifactId>all</artifactId>\n"
                    + "  </parent>\n  <artifactId>" + name(domain) + "</artifactId>\n</project>\n");
        }
        write("bundles/gifts/api/src/main/javadoc/overview.html", "");
        write("bundles/pages/api/src/main/javadoc/overview.html", "");
        Files.createDirectories(kept("gifts", "1.0.0", "jar").getParent());
        Files.writeString(kept("gifts", "1.0.0", "jar"), "old");
        Files.copy(SCRIPT, project.resolve("bundles/released/release"));
    }

    @Test
    public void theNextReleaseStandsBesideTheFirstAndLaterBuildsAreHeldAgainstIt() throws Exception {
        built("1.1.0");
        Run run = release("1.1.0");
        assertEquals(run.text(), 0, run.status());
        assertEquals("new gifts", read("gifts", "1.1.0", "jar"));
        assertEquals("new pages", read("pages", "1.1.0", "jar"));
        assertEquals("old", read("gifts", "1.0.0", "jar"));
        assertTrue(read("gifts", "1.1.0", "pom").contains("<version>1.1.0</version>"));
        assertTrue(read("gifts", "1.1.0", "jar.sha1").matches("[0-9a-f]{40}\n"));
        assertFalse("no promise to integrators", Files.exists(kept("console", "1.1.0", "jar")));
        assertTrue(Files.readString(project.resolve("pom.xml")).contains("<released.version>1.1.0</released.version>"));
    }

    @Test
    public void whatCannotBeReleasedWholeIsNotReleasedAtAll() throws Exception {
        built("1.1.0");
        Files.delete(project.resolve("bundles/pages/api/target/org.example.pages.api-1.1.0.jar"));
        Run missing = release("1.1.0");
        assertNotEquals(0, missing.status());
        assertTrue(missing.text(), missing.text().contains("no org.example.pages.api 1.1.0"));
        assertFalse(Files.exists(kept("gifts", "1.1.0", "jar")));
        built("1.0.0");
        Run twice = release("1.0.0");
        assertNotEquals(0, twice.status());
        assertTrue(twice.text(), twice.text().contains("org.example.gifts.api 1.0.0 was released already"));
        assertEquals("old", read("gifts", "1.0.0", "jar"));
        assertTrue(Files.readString(project.resolve("pom.xml")).contains("<released.version>1.0.0</released.version>"));
    }

    private void built(String version) throws IOException {
        for (String domain : DOMAINS) {
            String jar = "bundles/" + domain + "/api/target/" + name(domain) + "-" + version;
            write(jar + ".jar", "new " + domain);
            write(jar + "-sources.jar", "sources");
        }
    }

    private Path kept(String domain, String version, String kind) {
        return project.resolve("bundles/released/org/groundswell/released/" + name(domain) + "/" + version)
                .resolve(name(domain) + "-" + version + "." + kind);
    }

    private static String name(String domain) {
        return "org.example." + domain + ".api";
    }

    private String read(String domain, String version, String kind) throws IOException {
        return Files.readString(kept(domain, version, kind));
    }

    private Run release(String version) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "bundles/released/release", version).directory(project.toFile())
                .redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text);
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
