package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a node knows of good and bad jars after it was killed or stopped. */
public class KeeperMemoryIT {
    private static final String SANDBOX = "org.groundswell.payments.sandbox";
    private static final String LONG = "probationMillis = 600000";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Node node;

    @After
    public void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    public void twoCrashesCountAgainstWhatIsNewAndNotAgainstWhatWasGood() throws Exception {
        node = Node.prepared("keeper-kill");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 500");
        node.start();
        var good = new SwapLog(node);
        TestBundle.deploy(node, TestBundle.answering(folder.newFolder().toPath(), "innocent"));
        good.await("org.example.innocent", "GOOD");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", LONG);
        node.awaitSetting("org.groundswell.kernel.keeper.NodeKeeper", LONG);
        var next = new SwapLog(node);
        Path file = TestBundle.deploy(node, jar("1.0.1"));
        next.await(SANDBOX, "BEGUN");
        for (int crash = 0; crash < 2; crash++) {
            node.kill();
            var log = new SwapLog(node);
            node.start();
            assertEquals("fit means that it is in", 200, node.visitor().get("/innocent").status());
            log.await(SANDBOX, crash == 0 ? "BEGUN" : "REFUSED");
        }
        assertTrue(version().contains("1.0.0"));
        String reasons = node.admin().get("/readyz").body();
        assertTrue(reasons, reasons.contains("deploy/" + file.getFileName())
                && reasons.contains("the node ended 2 times"));
        String status = node.script("status").text();
        assertTrue(status, status.contains("deploy/" + file.getFileName()));
        assertTrue(node.visitor().give("5", "After the kill", "pay").body().contains("Thank you!"));
        // The node has run well without it: perhaps it was not to blame. Who is on trial then is not judged by the end.
        var end = new SwapLog(node);
        node.close();
        assertEquals(List.of("INTERRUPTED"), end.records().stream().map(each -> each.get("outcome").getAsString())
                .distinct().toList());
        var again = new SwapLog(node);
        node.start();
        again.await(SANDBOX, "BEGUN");
        assertTrue(version().contains("1.0.1"));
    }

    @Test
    public void whatTheShellPutInIsThereAfterAKillAndGoesWithARollback() throws Exception {
        node = Node.prepared("keeper-memory");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 500");
        node.start();
        Path next = jar("1.0.1");
        assertTrue(node.script("shell", "groundswell:swap", next.toString()).text().contains("GOOD"));
        Files.delete(next);
        var log = new SwapLog(node);
        node.kill();
        node.start();
        log.await(SANDBOX, "GOOD");
        assertTrue(version(), version().contains("1.0.1"));
        assertTrue(node.script("shell", "groundswell:rollback", SANDBOX).text().contains("GOOD"));
        node.close();
        node.start();
        Await.until("the keeper is there", () -> node.script("shell", "groundswell:ports").text().contains(SANDBOX));
        assertTrue(version(), version().contains("1.0.0"));
    }

    @Test
    public void aFileThatWasBrokenAtAStartTakesAwayWhatItHadBrought() throws Exception {
        node = Node.prepared("keeper-again");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 500");
        node.start();
        var log = new SwapLog(node);
        Path file = TestBundle.deploy(node, jar("1.0.1"));
        log.await(SANDBOX, "GOOD");
        node.close();
        Files.writeString(file, "this is no jar");
        node.start();
        Await.until("what was good is in", () -> version().contains("1.0.1"));
        Files.delete(file);
        Await.until("what was there before is back", () -> version().contains("1.0.0"));
        assertTrue(node.visitor().give("5", "Unmoved", "pay").body().contains("Thank you!"));
    }

    @Test
    public void theConsoleCannotPutInABrokenJarEither() throws Exception {
        node = Node.prepared("keeper-console");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 500");
        node.start();
        var console = new Console(node);
        var log = new SwapLog(node);
        console.upload(jar("1.0.1"));
        assertEquals("console or another bundle", log.await(SANDBOX, "GOOD").get("by").getAsString());
        assertTrue(version(), version().contains("1.0.1"));
        var second = new SwapLog(node);
        console.upload(TestBundle.next(node, SANDBOX, folder.getRoot().toPath(),
                Map.of("Bundle-Version", "1.0.2", "Service-Component", "")));
        assertTrue(second.reason(SANDBOX, "ROLLED_BACK").contains("not back: payments.sandbox"));
        assertTrue(version(), version().contains("1.0.1"));
        assertTrue(node.visitor().give("5", "Unmoved", "pay").body().contains("Thank you!"));
    }

    @Test
    public void aFeatureFileBringsItsBundlesAndSettingsAndTakesThemAway() throws Exception {
        node = Node.prepared("keeper-feature");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 500");
        node.start();
        Path jar = TestBundle.build(folder.getRoot().toPath(), """
                package org.example.motto;

                import jakarta.servlet.Servlet;
                import jakarta.servlet.http.HttpServlet;
                import jakarta.servlet.http.HttpServletRequest;
                import jakarta.servlet.http.HttpServletResponse;
                import java.io.IOException;
                import java.util.Map;
                import org.groundswell.edge.api.PublicServlet;
                import org.groundswell.kernel.api.ports.Port;
                import org.osgi.service.component.annotations.Activate;
                import org.osgi.service.component.annotations.Component;
                import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

                @Port(port = "example.motto")
                @Component(service = Servlet.class, configurationPid = "org.example.motto")
                @PublicServlet
                @HttpWhiteboardServletPattern("/motto")
                public class Motto extends HttpServlet {
                    private static final long serialVersionUID = 1L;
                    private final transient Object motto;
                    @Activate
                    public Motto(Map<String, Object> settings) {
                        motto = settings.get("motto");
                    }
                    @Override
                    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                        response.getWriter().println(motto);
                    }
                }
                """, Map.of("Bundle-Version", "1.0.0"));
        Path place = node.home().resolve("deploy/artifacts/org/example/motto/1.0.0/motto-1.0.0.jar");
        String feature = """
                {"id": "org.example:motto-feature:1.0.0",
                 "bundles": [{"id": "org.example:motto:1.0.0"}],
                 "configurations": {"org.example.motto": {"motto": "%s"}}}
                """;
        var visitor = node.visitor();
        var log = new SwapLog(node);
        Path file = write("motto.json", feature.formatted("every cent"));
        assertTrue(log.reason("motto.json", "REFUSED").contains("deploy/artifacts/org/example/motto"));
        assertEquals(404, visitor.get("/motto").status());
        Files.createDirectories(place.getParent());
        Files.copy(jar, place);
        write("motto.json", feature.formatted("every hand"));
        log.await("org.example.motto", "GOOD");
        assertEquals("every hand", visitor.get("/motto").body().strip());
        // A changed setting restarts the component behind the gate: no visitor meets a closed door.
        write("motto.json", feature.formatted("every one"));
        Await.until("the new motto", () -> {
            var answer = visitor.get("/motto");
            assertEquals(200, answer.status());
            return answer.body().strip().equals("every one");
        });
        Files.delete(file);
        log.await("org.example.motto", "REMOVED");
        assertEquals(404, visitor.get("/motto").status());
        assertEquals(List.of(), node.script("shell", "lb", "-s", "org.example").text().lines()
                .filter(line -> line.contains("motto")).toList());
    }

    private Path write(String name, String text) throws Exception {
        Path file = folder.getRoot().toPath().resolve(name);
        Files.writeString(file, text);
        return TestBundle.deploy(node, file);
    }

    private String version() throws Exception {
        return node.script("shell", "lb", "-s", SANDBOX).text();
    }

    private Path jar(String version) throws Exception {
        return TestBundle.next(node, SANDBOX, folder.getRoot().toPath(), Map.of("Bundle-Version", version));
    }
}
