package org.groundswell.itests;

import static org.groundswell.itests.Greeter.hello;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Jars that are no good once they are in, and what the keeper does about them. */
public class ProbationIT {
    private static final String SANDBOX = "org.groundswell.payments.sandbox";
    private static final String GREETER = Greeter.NAME;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("probation", Map.of(
            "org.groundswell.kernel.keeper", List.of("probationMillis = 1500"),
            "org.groundswell.kernel.switchboard", List.of("holdMillis = 4000", "drainMillis = 5000"),
            "org.groundswell.kernel.keeper.care", List.of("everyMillis = 200", "backoffMillis = 100", "restarts = 2",
                "failuresAllowed = 2")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    /** Also after a test that failed. */
    @After
    public void emptyDeployFolder() throws Exception {
        Greeter.clear(node);
    }

    @Test
    public void aJarThatFailsItsCheckOrAnswersNonsenseIsRolledBackByItself() throws Exception {
        var log = new SwapLog(node);
        Path file = TestBundle.deploy(node, greeter("1.0.0", "", hello("sense"), "OK"));
        log.await(GREETER, "GOOD");
        Files.copy(greeter("1.0.1", "", hello("ill"), "CRITICAL"), file, replace());
        assertTrue(log.reason(GREETER, "ROLLED_BACK").contains("health checks fail: greeter"));
        assertEquals("sense", visitor.get("/greeter").body().strip());
        var second = new SwapLog(node);
        Files.copy(greeter("1.0.2", "throw new IllegalStateException(\"no way\");", hello("never"), "OK"), file,
                replace());
        String reason = second.reason(GREETER, "ROLLED_BACK");
        assertTrue(reason, reason.contains("no way") || reason.contains("example.greeter"));
        assertEquals("sense", visitor.get("/greeter").body().strip());
        var third = new SwapLog(node);
        Files.copy(greeter("1.0.3", "", "throw new IllegalStateException(\"nonsense\");", "OK"), file, replace());
        third.await(GREETER, "BEGUN");
        Await.until("visitors have met it and it is gone", () -> visitor.get("/greeter").status() == 500
                || !third.records().getLast().get("outcome").getAsString().equals("BEGUN"));
        Await.until("it makes sense again", () -> visitor.get("/greeter").body().strip().equals("sense"));
        assertTrue(third.reason(GREETER, "ROLLED_BACK").contains("calls broke"));
        var fourth = new SwapLog(node);
        Files.copy(greeter("1.0.4", "", hello("better"), "OK"), file, replace());
        fourth.await(GREETER, "GOOD");
        assertEquals("better", visitor.get("/greeter").body().strip());
        Files.delete(file);
        fourth.await(GREETER, "REMOVED");
    }

    @Test
    public void whatKeepsFailingLaterIsRestartedThenRolledBackThenSetAside() throws Exception {
        var log = new SwapLog(node);
        String later = "if (\"yes\".equals(request.getParameter(\"break\"))) { throw new IllegalStateException(); } "
                + hello("%s");
        Path file = TestBundle.deploy(node, greeter("1.0.0", "", later.formatted("first"), "OK"));
        log.await(GREETER, "GOOD");
        var second = new SwapLog(node);
        Files.copy(greeter("1.1.0", "", later.formatted("second"), "OK"), file, replace());
        second.await(GREETER, "GOOD");
        // Good in its probation, and broken after it.
        Await.until("the one before is back", () -> {
            visitor.get("/greeter?break=yes");
            return visitor.get("/greeter?break=no").body().strip().equals("first");
        });
        var third = new SwapLog(node);
        second.await(GREETER, "RESTARTED");
        second.await(GREETER, "GOOD");
        Await.until("it is set aside", () -> {
            visitor.get("/greeter?break=yes");
            return third.records().stream().anyMatch(each -> each.get("outcome").getAsString().equals("SET_ASIDE"));
        });
        assertEquals("the rest serves", 200, visitor.get("/en/").status());
        assertTrue(visitor.give("5", "Unmoved", "pay").body().contains("Thank you!"));
        Files.delete(file);
        third.await(GREETER, "REMOVED");
    }

    @Test
    public void whatAJarStopsOrTakesAwayRunsAgain() throws Exception {
        var log = new SwapLog(node);
        Path file = TestBundle.deploy(node, greeter("1.0.0", """
                var context = org.osgi.framework.FrameworkUtil.getBundle(getClass()).getBundleContext();
                for (var each : context.getBundles()) {
                    try {
                        if (each.getSymbolicName().equals("org.groundswell.donations.service")) {
                            each.stop();
                        } else if (each.getSymbolicName().equals("org.groundswell.pages.contact")) {
                            each.uninstall();
                        }
                    } catch (org.osgi.framework.BundleException e) {
                        throw new IllegalStateException(e);
                    }
                }
                """, hello("alone"), "OK"));
        String reason = log.reason(GREETER, "ROLLED_BACK");
        assertTrue(reason, reason.contains("it has stopped org.groundswell.donations.service,"
                + " org.groundswell.pages.contact: others are stopped by people"));
        Await.until("donors give", () -> visitor.get("/readyz/give").status() == 200);
        assertTrue(visitor.give("5", "Again", "pay").body().contains("Thank you!"));
        String bundles = node.script("shell", "lb", "-s", "org.groundswell.pages.contact").text();
        assertTrue(bundles, bundles.contains("Active"));
        String health = node.admin().get("/readyz").body();
        assertTrue(health, health.contains("org.example.greeter has stopped org.groundswell.donations.service"));
        Files.delete(file);
    }

    @Test
    public void aCallThatNeverReturnsIsCutOff() throws Exception {
        var log = new SwapLog(node);
        String hang = "try { Thread.sleep(600_000); } catch (InterruptedException e) {"
                + " response.getWriter().println(\"cut off\"); return; }";
        Path file = TestBundle.deploy(node, greeter("1.0.0", "", hang, "OK"));
        log.await(GREETER, "GOOD");
        var asked = CompletableFuture.supplyAsync(() -> {
            try {
                return visitor.get("/greeter").body().strip();
            } catch (Exception e) {
                return e.toString();
            }
        });
        Await.until("it is inside", () -> node.script("shell", "threads", "Greeter.doGet").text().contains("Greeter")
                || !asked.isDone());
        var second = new SwapLog(node);
        Files.copy(greeter("1.0.1", "", hello("fluent"), "OK"), file, replace());
        second.await(GREETER, "GOOD");
        assertEquals("cut off", asked.get(30, TimeUnit.SECONDS));
        assertEquals("fluent", visitor.get("/greeter").body().strip());
        assertTrue(node.outputText().contains("did not come out of " + GREETER));
        Files.delete(file);
        second.await(GREETER, "REMOVED");
    }

    private Path greeter(String version, String constructor, String body, String health) throws Exception {
        return Greeter.build(folder.newFolder().toPath(), version, constructor, body, health);
    }

    private static CopyOption replace() {
        return StandardCopyOption.REPLACE_EXISTING;
    }
}
