package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles that want the whole node to end. */
public class ExitIT {
    private static final String SOURCE = """
            package org.example.%1$s;

            import org.osgi.service.component.annotations.Activate;
            import org.osgi.service.component.annotations.Component;

            @Component(immediate = true, service = Leaver.class)
            public class Leaver {
                @Activate
                public Leaver() {
                    %2$s
                }
            }
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aBundleThatEndsTheNodeIsNamedAndLeftOut() throws Exception {
        Node node = Node.prepared("exit");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 1000");
        try {
            assertEquals(0, node.script("start").status());
            var log = new SwapLog(node);
            TestBundle.deploy(node, leaver("bystander", ""));
            log.await("org.example.bystander", "GOOD");
            endsOnce(node, "hasty", "System.exit(0);");
            endsOnce(node, "later", "Thread.ofVirtual().start(() -> { try { Thread.sleep(3000); }"
                    + " catch (InterruptedException e) { return; } Runtime.getRuntime().exit(3); });");
            String bundles = node.script("shell", "lb", "-s", "org.example").text();
            assertTrue(bundles, bundles.contains("org.example.bystander") && !bundles.contains("org.example.hasty")
                    && !bundles.contains("org.example.later"));
            String status = node.script("status").text();
            assertTrue(status, status.contains("org.example.later") && status.contains("called System.exit"));
            assertTrue(status, status.contains("deploy/org.example.hasty"));
            assertTrue(node.visitor().give("5", "Stays", "pay").body().contains("Thank you!"));
        } finally {
            node.script("stop");
        }
    }

    private void endsOnce(Node node, String name, String constructor) throws Exception {
        var log = new SwapLog(node);
        ProcessHandle before = node.serving();
        TestBundle.deploy(node, leaver(name, constructor));
        assertTrue(log.reason("org.example." + name, "SET_ASIDE").contains("called System.exit"));
        Await.until("the node is back", () -> !node.serving().equals(before)
                && node.visitor().get("/readyz/give").status() == 200);
        assertEquals(1, log.records().stream().filter(each -> each.get("outcome").getAsString().equals("SET_ASIDE"))
                .count());
        assertTrue(log.reason("org.example." + name, "REFUSED").contains("called System.exit"));
    }

    private Path leaver(String name, String constructor) throws Exception {
        return TestBundle.build(folder.newFolder().toPath(), SOURCE.formatted(name, constructor));
    }
}
