package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the README tells people to type and to write works. */
public class ReadmeIT {
    /** The two commands at its top: .ci/run types these. */
    private static final Set<String> TYPED_ELSEWHERE = Set.of("runtime/run.sh", "mvn -B verify");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void everyCommandWorks() throws Exception {
        Node node = Node.prepared("readme");
        int typed;
        try {
            typed = Page.readme().typeInto(node, TYPED_ELSEWHERE);
        } finally {
            node.script("stop");
        }
        assertTrue("commands in the README", typed >= 9);
    }

    @Test
    public void theBundleOfTheReadmeAppearsAndLeavesWithItsFile() throws Exception {
        Path jar = TestBundle.build(folder.getRoot().toPath(), Page.readme().blocks("java").getFirst());
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
        assertTrue(Page.readme().assertLinksLead() >= 5);
    }

    /** A page a domain, the docs, and what contributors read. */
    @Test
    public void everyFileThatTheOtherPagesLeadToIsThere() throws Exception {
        Path project = Page.readme().file().toAbsolutePath().normalize().getParent();
        new Page(project.resolve("CONTRIBUTING.md")).assertLinksLead();
        assertTrue(new Page(project.resolve("bundles/README.md")).assertLinksLead() >= 5);
        try (Stream<Path> domains = Files.list(project.resolve("bundles"));
                Stream<Path> docs = Files.list(project.resolve("docs"))) {
            for (Path domain : domains.filter(Files::isDirectory).toList()) {
                Path page = domain.resolve("README.md");
                assertTrue(domain + " has a page", Files.exists(page));
                new Page(page).assertLinksLead();
            }
            for (Path page : docs.filter(each -> each.toString().endsWith(".md")).toList()) {
                new Page(page).assertLinksLead();
            }
        }
    }
}
