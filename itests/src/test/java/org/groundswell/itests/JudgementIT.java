package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles of others that hang, take paths, or leave threads behind: named, and gone without harm. */
public class JudgementIT {
    private static final String SOURCE = """
            package org.example.%1$s;

            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import java.io.IOException;
            import org.groundswell.edge.api.PublicServlet;
            import org.osgi.service.component.annotations.Activate;
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

            @Component(service = Servlet.class)
            @PublicServlet
            @HttpWhiteboardServletPattern("%2$s")
            public class Guest extends HttpServlet {
                private static final long serialVersionUID = 1L;
                @Activate
                public Guest() {
                    %3$s
                }
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    response.getWriter().println("guest");
                }
            }
            """;
    /** Does not mind being interrupted. */
    private static final String FOR_EVER =
            "while (true) { try { new java.util.concurrent.CountDownLatch(1).await(); }"
                    + " catch (InterruptedException e) { continue; } }";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("judgement", Map.of(
            "org.groundswell.kernel.keeper", List.of("probationMillis = 1000", "startMillis = 5000")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void aBundleThatComesOutOfItsStartOnlyWhenInterruptedHoldsUpNobody() throws Exception {
        var log = new SwapLog(node);
        Path file = TestBundle.deploy(node, guest("sleeper", "/sleeper",
                "try { new java.util.concurrent.CountDownLatch(1).await(); }"
                        + " catch (InterruptedException e) { throw new RuntimeException(e); }"));
        String reason = log.reason("org.example.sleeper", "ROLLED_BACK");
        assertTrue(reason, reason.contains("did not come to its end") && reason.contains("org.example.sleeper.Guest"));
        assertTrue(problems(), problems().contains("deploy/" + file.getFileName()));
        Files.delete(file);
        Path welcome = TestBundle.deploy(node, guest("welcome", "/welcome", ""));
        log.await("org.example.welcome", "GOOD");
        assertEquals("guest", visitor.get("/welcome").body().strip());
        Files.delete(welcome);
        log.await("org.example.welcome", "REMOVED");
        Await.until("nothing is said of files that are gone", () -> !problems().contains("deploy/"));
        assertTrue(visitor.give("5", "Unmoved", "pay").body().contains("Thank you!"));
    }

    @Test
    public void whatAnswersOthersPathsIsRefused() throws Exception {
        for (String path : List.of("/en/*", "/nl/thanks", "/en/about", "/payments/sandbox/webhook", "/donations",
                "/*")) {
            var log = new SwapLog(node);
            String name = "thief" + Integer.toHexString(path.hashCode());
            Path file = TestBundle.deploy(node, guest(name, path, ""));
            String reason = log.reason("org.example." + name, "REFUSED");
            assertTrue(reason, reason.contains(path) && reason.contains(" belongs to "));
            assertTrue(log.records().stream().allMatch(each -> each.get("outcome").getAsString().equals("REFUSED")));
            Files.delete(file);
        }
        assertTrue(visitor.give("5", "Back from paying", "pay").body().contains("Thank you!"));
    }

    /** In front of all paths of the public port; in the place of one of the admin port. */
    @Test
    public void whatStandsBeforeOthersPathsIsRefused() throws Exception {
        for (List<String> each : List.of(
                List.of("shade", "@HttpWhiteboardContextSelect(PublicServlet.SELECT) @HttpWhiteboardFilterRegex(\".*\")", "/*"),
                List.of("porter", "@HttpWhiteboardFilterPattern(\"/readyz\")", "/readyz on the admin port"))) {
            var log = new SwapLog(node);
            Path file = TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), """
                    package org.example.%s;

                    import jakarta.servlet.*;
                    import java.io.IOException;
                    import org.groundswell.edge.api.PublicServlet;
                    import org.osgi.service.component.annotations.Component;
                    import org.osgi.service.servlet.whiteboard.propertytypes.*;

                    @Component(service = Filter.class)
                    %s
                    public class Stolen implements Filter {
                        @Override
                        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
                            response.getWriter().print("STOLEN");
                        }
                    }
                    """.formatted(each.get(0), each.get(1))));
            String reason = log.reason("org.example." + each.get(0), "REFUSED");
            assertTrue(reason, reason.contains("it would answer " + each.get(2)) && reason.contains(" belongs to "));
            Files.delete(file);
        }
        assertTrue(visitor.give("5", "Not stolen", "pay").body().contains("Thank you!"));
    }

    @Test
    public void pathsThatNoDescriptionTellsAreFoundWhenTheyAreTaken() throws Exception {
        var log = new SwapLog(node);
        Path jar = TestBundle.build(folder.newFolder().toPath(), """
                package org.example.pickpocket;

                import jakarta.servlet.Servlet;
                import jakarta.servlet.http.HttpServlet;
                import java.util.Hashtable;
                import org.osgi.framework.BundleActivator;
                import org.osgi.framework.BundleContext;

                public class Pickpocket implements BundleActivator {
                    @Override
                    public void start(BundleContext context) {
                        var properties = new Hashtable<String, Object>();
                        properties.put("osgi.http.whiteboard.context.select",
                                "(osgi.http.whiteboard.context.name=org.groundswell.public)");
                        properties.put("osgi.http.whiteboard.servlet.pattern", new String[] {"/quiet", "/en/*"});
                        context.registerService(Servlet.class, new HttpServlet() { }, properties);
                    }
                    @Override
                    public void stop(BundleContext context) {
                    }
                }
                """, Map.of("Bundle-Activator", "org.example.pickpocket.Pickpocket"));
        Path file = TestBundle.deploy(node, jar);
        String reason = log.reason("org.example.pickpocket", "ROLLED_BACK");
        assertTrue(reason, reason.contains("/en/*") && reason.contains("belongs to the site"));
        Files.delete(file);
    }

    @Test
    public void threadsThatABundleLeavesBehindHaveItsName() throws Exception {
        leavesThreads("litter", "");
        // It is made when it is asked for first, and not by the keeper.
        leavesThreads("litterport", "@org.groundswell.kernel.api.ports.Port(port = \"litterport\")");
        assertEquals(200, visitor.get("/readyz").status());
    }

    private void leavesThreads(String name, String mark) throws Exception {
        String bundle = "org.example." + name + " ";
        assertFalse(threads().contains(bundle));
        var log = new SwapLog(node);
        String source = SOURCE.replace("@PublicServlet", mark + " @PublicServlet").formatted(name, "/" + name, """
                for (int i = 0; i < 50; i++) {
                    Thread.ofPlatform().daemon().start(() -> { %s });
                }
                var pool = java.util.concurrent.Executors.newFixedThreadPool(3);
                for (int i = 0; i < 3; i++) {
                    pool.submit(() -> "done");
                }
                """.formatted(FOR_EVER));
        Path file = TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), source));
        log.await(bundle.strip(), "GOOD");
        assertFalse("it is there", threads().contains(bundle));
        Files.delete(file);
        log.await(bundle.strip(), "REMOVED");
        Await.until("somebody says whose they are", () -> threads().contains(bundle)
                && threads().substring(threads().indexOf(bundle)).contains("53 threads"));
    }

    /** All components hear of their settings on one thread: one that holds it is said to keep them from all others. */
    @Test
    public void aComponentThatHangsOnNewSettingsIsNamed() throws Exception {
        var log = new SwapLog(node);
        Path letGo = node.home().resolve("data/let-go");
        Path file = TestBundle.deploy(node, TestBundle.build(folder.newFolder().toPath(), """
                package org.example.hanger;

                import java.nio.file.*;
                import org.osgi.service.component.annotations.*;
                import org.osgi.service.metatype.annotations.*;

                @Component(service = Hanger.class, immediate = true, configurationPid = "org.example.hanger")
                @Designate(ocd = Hanger.Config.class)
                public class Hanger {
                    @ObjectClassDefinition
                    public @interface Config {
                        @AttributeDefinition
                        String greeting() default "hello";
                    }
                    @Activate
                    public Hanger(Config config) {
                        Path letGo = Path.of(System.getProperty("groundswell.home"), "data", "let-go");
                        while (config.greeting().equals("hang") && !Files.exists(letGo)) {
                            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                        }
                    }
                }
                """));
        log.await("org.example.hanger", "GOOD");
        RuntimeFolder.setting(node.home(), "org.example.hanger", "greeting = hang");
        Await.until("it is named", () -> said("settings-threads").contains("org.example.hanger does not come to its end"));
        assertEquals("donors give as ever", 200, visitor.get("/readyz/give").status());
        Files.createFile(letGo);
        Await.until("it lets go", () -> said("settings-threads").isEmpty());
        Files.delete(node.home().resolve("conf/org.example.hanger.cfg"));
        Files.delete(file);
        log.await("org.example.hanger", "REMOVED");
    }

    @Test
    public void aJarThatFailedForItsSettingsIsTriedAgainWithOthers() throws Exception {
        String stripe = "org.groundswell.payments.stripe";
        Path secrets = Files.createDirectories(node.home().resolve("secrets"));
        Files.writeString(secrets.resolve("stripe.key"), "sk_test_0123456789");
        Files.writeString(secrets.resolve("stripe.webhook"), "whsec_0123456789");
        String[] settings = {"secretKey = file:secrets/stripe.key", "webhookSecrets = file:secrets/stripe.webhook",
            "apiBase = no address"};
        RuntimeFolder.setting(node.home(), stripe, settings);
        var log = new SwapLog(node);
        Path feature = node.home().resolve("deploy/stripe.json");
        Files.copy(node.home().resolve("features/stripe.json"), feature);
        String reason = log.reason(stripe, "ROLLED_BACK");
        assertTrue(reason, reason.contains("no address") || reason.contains("payments.stripe"));
        assertTrue(log.records().stream().noneMatch(each -> each.get("outcome").getAsString().equals("GOOD")));
        Await.until("health says why", () -> problems().contains("deploy/stripe.json"));
        // Somebody mends it, and that is all.
        settings[2] = "apiBase = http://127.0.0.1:9";
        RuntimeFolder.setting(node.home(), stripe, settings);
        log.await(stripe, "GOOD");
        Await.until("it is offered, and nothing is said any more", () -> visitor.get("/en/donate").body()
                .contains("value=\"stripe\"") && problems().isEmpty());
        Files.delete(feature);
        log.await(stripe, "REMOVED");
    }

    private String problems() throws Exception {
        return said("deploy");
    }

    private String threads() throws Exception {
        return said("threads");
    }

    /** What a health check says to admins; "" where all is well or there is none. */
    private String said(String check) throws Exception {
        String body = node.admin().get("/readyz").body();
        int start = body.indexOf("\"name\":\"" + check + "\"");
        return start < 0 || body.startsWith("\",\"status\":\"OK", start + check.length() + 8) ? ""
                : body.substring(start, body.indexOf('}', start));
    }

    private Path guest(String name, String path, String constructor) throws Exception {
        return TestBundle.build(folder.newFolder().toPath(), SOURCE.formatted(name, path, constructor));
    }
}
