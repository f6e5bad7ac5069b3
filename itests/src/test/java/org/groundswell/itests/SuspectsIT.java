package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A node whose virtual machine crashes over and over. */
public class SuspectsIT {
    private static final String NAME = "org.example.lastcomer";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Node node;

    /** It came last, and nothing else speaks against it; the next crash, without it, shows that it was not the cause. */
    @Test
    public void anInnocentJarThatWasSetAsideIsBroughtBack() throws Exception {
        node = Node.prepared("suspects");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 500");
        try {
            assertEquals(0, node.script("start").status());
            var log = new SwapLog(node);
            TestBundle.deploy(node, TestBundle.answering(folder.newFolder().toPath(), "lastcomer"));
            log.await(NAME, "GOOD");
            for (int crash = 0; crash < 3; crash++) {
                assertEquals(200, node.visitor().get("/lastcomer").status());
                crash();
            }
            assertTrue(log.reason(NAME, "SET_ASIDE").contains("the node ended 3 times in a row soon after its start"));
            assertEquals(404, node.visitor().get("/lastcomer").status());
            String status = node.script("status").text();
            assertTrue(status, status.contains("Health, suspects: " + NAME));
            var next = new SwapLog(node);
            crash();
            assertTrue(next.reason(NAME, "GOOD").contains("so it was not the cause"));
            Await.until("it is in again", () -> node.visitor().get("/lastcomer").status() == 200);
            String health = node.admin().get("/readyz").body();
            assertTrue(health, !health.contains(NAME + " 0.0.0 is set aside"));
        } finally {
            node.script("stop");
        }
    }

    /** As code does that is none of Java's; the script's parent process brings the node back. */
    private void crash() throws Exception {
        ProcessHandle before = node.serving();
        assertEquals(0, new ProcessBuilder("kill", "-ABRT", Long.toString(before.pid())).start().waitFor());
        Await.until("the node is back", () -> !node.serving().equals(before)
                && node.visitor().get("/readyz/give").status() == 200);
    }
}
