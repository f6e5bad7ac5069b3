package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.nio.file.Files;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles that end the node, or keep it from its end. */
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

    /** Long after it was found good: when the first file comes into a folder. */
    private static final String LEAVES_WHEN_CALLED = """
            var bell = java.nio.file.Path.of(System.getProperty("groundswell.home"), "data", "bell");
            Thread.ofVirtual().start(() -> {
                try (var watch = bell.getFileSystem().newWatchService()) {
                    bell.register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
                    watch.take();
                    Runtime.getRuntime().exit(3);
                } catch (java.io.IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            """;

    /** Whenever the bell rings or has rung, beside the thread that starts the bundle. */
    private static final String DOES_WHEN_RUNG = """
            var rung = java.nio.file.Path.of(System.getProperty("groundswell.home"), "data", "bell", "%s");
            new Thread(() -> {
                try (var watch = rung.getFileSystem().newWatchService()) {
                    rung.getParent().register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
                    while (!java.nio.file.Files.exists(rung)) {
                        watch.take().reset();
                    }
                    %s
                } catch (java.io.IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }).start();
            """;
    /** Nearly, and the rest when the node has seen who it is: of one that is quicker nobody can say more than that it ended. */
    private static final String FILLS_THE_HEAP = """
            record Leak(Leak next, long one, long two) {
            }
            Leak last = null;
            var word = rung.resolveSibling("../node.running");
            var machine = Runtime.getRuntime();
            while (!java.nio.file.Files.readString(word).contains("org.example.hog")) {
                if (machine.totalMemory() - machine.freeMemory() > machine.maxMemory() * 0.93) {
                    System.gc();
                    java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                } else {
                    for (int i = 0; i < 1000; i++) {
                        last = new Leak(last, 1, 2);
                    }
                }
            }
            while (true) {
                last = new Leak(last, 1, 2);
            }
            """;

    private static final String SERVLET = """
            package org.example.%1$s;

            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import org.groundswell.edge.api.PublicServlet;
            import org.osgi.service.component.annotations.Activate;
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

            @Component(service = Servlet.class)
            @PublicServlet
            @HttpWhiteboardServletPattern("/%1$s")
            public class Guest extends HttpServlet {
                private static final long serialVersionUID = 1L;
                @Activate
                public Guest() {
                    %2$s
                }
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                    response.setStatus(200);
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
            endsOnce(node, "hasty", "System.exit(0);", () -> { });
            Path bell = Files.createDirectory(node.home().resolve("data/bell"));
            endsOnce(node, "later", LEAVES_WHEN_CALLED, () -> {
                log.await("org.example.later", "GOOD");
                Files.createFile(bell.resolve("rings"));
            });
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

    /** Nothing in Java sees these ends coming from a bundle; what is seen is said, and the node does not end for ever. */
    @Test
    public void whoFillsTheHeapOrHaltsTheMachineIsNamedAndTheNodeStaysUp() throws Exception {
        Node node = Node.prepared("halts");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 1000");
        Path bell = Files.createDirectories(node.home().resolve("data/bell"));
        try {
            assertEquals(0, node.script("start").status());
            var log = new SwapLog(node);
            for (var each : Map.of("hog", FILLS_THE_HEAP, "halter", "Runtime.getRuntime().halt(1);").entrySet()) {
                TestBundle.deploy(node, leaver(each.getKey(), DOES_WHEN_RUNG.formatted(each.getKey(), each.getValue())));
                log.await("org.example." + each.getKey(), "GOOD");
            }
            ProcessHandle first = node.serving();
            Files.createFile(bell.resolve("hog"));
            Await.until("it has no memory left", () -> !first.isAlive());
            Files.delete(bell.resolve("hog"));
            Await.until("the hog is named", () -> node.script("status").text().contains("the suspect is org.example.hog"));
            String status = node.script("status").text();
            assertTrue(status, status.contains("exit status 3: it had no memory left; memory was nearly full")
                    && status.contains("delete deploy/org.example.hog.jar"));
            Files.createFile(bell.resolve("halter"));
            String reason = log.reason("org.example.halter", "SET_ASIDE");
            assertTrue(reason, reason.contains("its class org.example.halter.Leaver calls Runtime.halt"));
            Await.until("it serves", () -> node.visitor().get("/readyz/give").status() == 200);
            assertTrue(node.visitor().give("5", "Stays", "pay").body().contains("Thank you!"));
            String bundles = node.script("shell", "lb", "-s", "org.example").text();
            assertTrue(bundles, bundles.contains("org.example.hog") && !bundles.contains("org.example.halter"));
            assertTrue(Files.readString(node.home().resolve("data/logs/groundswell.log"))
                    .contains("the suspect is org.example.halter"));
        } finally {
            node.script("stop");
        }
    }

    @Test
    public void aBundleThatNeverLetsGoIsLeftBehindAndOthersAreNotBlamed() throws Exception {
        Node node = Node.prepared("stuck");
        RuntimeFolder.setting(node.home(), "org.groundswell.kernel.keeper", "probationMillis = 1000",
                "startMillis = 5000");
        try {
            assertEquals(0, node.script("start").status());
            var log = new SwapLog(node);
            TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), SERVLET.formatted("stuck",
                    "while (true) { try { new java.util.concurrent.CountDownLatch(1).await(); }"
                            + " catch (InterruptedException e) { continue; } }")));
            String reason = log.reason("org.example.stuck", "ROLLED_BACK");
            assertTrue(reason, reason.contains("org.example.stuck.Guest") && reason.contains("stays there"));
            Await.until("somebody says that it is still there", () -> node.admin().get("/readyz").body()
                    .contains("org.example.stuck was taken away or exchanged and has left 1 threads"));
            // The servlet container waits for it, and so does whoever comes now.
            TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), SERVLET.formatted("welcome", "")));
            String held = log.reason("org.example.welcome", "INTERRUPTED");
            assertTrue(held, held.contains("others hold it up"));
            assertTrue(node.visitor().give("5", "Unmoved", "pay").body().contains("Thank you!"));
            var stopped = node.script(Map.of("GROUNDSWELL_STOP_SECONDS", "5"), "stop");
            assertTrue(stopped.text(), stopped.status() == 0 || stopped.status() == 6
                    && stopped.text().contains("did not end within 5 s"));
            assertEquals(0, node.script("start").status());
            assertEquals(200, node.visitor().get("/welcome").status());
            assertTrue(log.reason("org.example.stuck", "REFUSED").contains("stays there"));
        } finally {
            node.script("stop");
        }
    }

    /** What makes it do so once it is there. */
    @FunctionalInterface
    private interface Call {
        void ring() throws Exception;
    }

    private void endsOnce(Node node, String name, String constructor, Call call) throws Exception {
        var log = new SwapLog(node);
        ProcessHandle before = node.serving();
        TestBundle.deploy(node, leaver(name, constructor));
        call.ring();
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
