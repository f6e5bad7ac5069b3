package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles of others, good and bad, in a running node. */
public class DeployIT {
    private static final String SERVLET = """
            package org.example.%1$s;

            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import java.io.IOException;
            import org.groundswell.edge.api.PublicServlet;
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

            @Component(service = Servlet.class)
            @PublicServlet
            @HttpWhiteboardServletPattern("/%1$s")
            public class Answer extends HttpServlet {
                private static final long serialVersionUID = 1L;
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    %2$s
                }
            }
            """;
    private static final String BANK = TestGateway.source("bank", "return new OpenedPayment(\"b1-\" + request.donation(),"
            + " URI.create(\"https://pay.bank.example/b1\"));");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("deploy");
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Visitor visitor = NODE.node().visitor();

    @Test
    public void donorsSeeEveryProviderThatIsThere() throws Exception {
        assertFalse(visitor.get("/nl/donate").body().contains("name=\"provider\""));
        Path jar = TestBundle.deploy(NODE.node(), TestBundle.build(folder.getRoot().toPath(), BANK));
        Await.until("both are offered", () -> {
            String form = visitor.get("/nl/donate").body();
            return form.contains("value=\"bank\" checked> Example bank nl") && form.contains("value=\"sandbox\"");
        });
        assertTrue("forms may lead to it", visitor.get("/nl/donate").header("content-security-policy")
                .endsWith("form-action 'self' https://pay.bank.example"));
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "25", "Chooser"));
        fields.put("provider", "bank");
        assertEquals("0; url=https://pay.bank.example/b1", visitor.post("/donations", fields).header("refresh"));
        fields.put("key", visitor.key());
        fields.put("provider", "sandbox");
        assertTrue(visitor.post("/donations", fields).header("location").startsWith("/sandbox/checkout/"));
        Files.delete(jar);
        Await.until("one is left", () -> !visitor.get("/nl/donate").body().contains("name=\"provider\""));
        fields.put("key", visitor.key());
        fields.put("provider", "bank");
        Visitor.Answer gone = visitor.post("/donations", fields);
        assertEquals(422, gone.status());
        assertTrue(gone.body(), gone.body().contains("This way to pay is not offered any more"));
    }

    @Test
    public void whatAServletThrowsStaysInside() throws Exception {
        deploy("broken", "throw new IllegalStateException(\"a secret detail\");");
        var answer = visitor.get("/broken", "Accept-Language", "nl");
        assertEquals(500, answer.status());
        assertTrue(answer.body(), answer.body().contains("Er ging iets stuk aan onze kant"));
        assertFalse(answer.body(), answer.body().contains("secret") || answer.body().contains("Exception"));
        assertEquals("nosniff", answer.header("x-content-type-options"));
    }

    @Test
    public void tooMuchIsRefusedAndPagesDoNotWait() throws Exception {
        deploy("slow", "try { Thread.sleep(20_000); } catch (InterruptedException e) { return; }");
        RuntimeFolder.setting(NODE.node().home(), "org.groundswell.edge.listener",
                "port = " + NODE.node().publicPort(), "maxServletRequests = 1");
        NODE.node().awaitSetting("org.groundswell.edge.listener.PublicListener", "maxServletRequests = 1");
        Await.until("the listener is back", () -> visitor.get("/en/").status() == 200);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                // The servlet may not be there yet, and the question below may have the only place at this moment.
                while (visitor.get("/slow").status() != 200) {
                    Thread.onSpinWait();
                }
            } catch (Exception e) {
                // The listener is restarted below while this one waits.
                return;
            }
        });
        Await.until("the only place is taken", () -> visitor.get("/healthz").status() == 503);
        var refused = visitor.get("/healthz");
        assertEquals("2", refused.header("retry-after"));
        assertTrue(refused.body(), refused.body().contains("Very busy just now"));
        assertEquals(200, visitor.get("/en/").status());
        RuntimeFolder.setting(NODE.node().home(), "org.groundswell.edge.listener",
                "port = " + NODE.node().publicPort());
        Await.until("all places are back", () -> visitor.get("/healthz").status() == 200);
        waiting.interrupt();
    }

    @Test
    public void aServletThatDoesNotAskForThePublicSideIsNotOnIt() throws Exception {
        String source = String.format(SERVLET, "inside", "response.getWriter().println(\"admins only\");")
                .replace("@PublicServlet\n", "");
        TestBundle.deploy(NODE.node(), TestBundle.build(folder.getRoot().toPath(), source));
        Await.until("admins reach it", () -> NODE.node().admin().get("/inside").body().contains("admins only"));
        assertEquals(404, visitor.get("/inside").status());
    }

    private void deploy(String name, String body) throws Exception {
        String source = String.format(SERVLET, name, body);
        TestBundle.deploy(NODE.node(), TestBundle.build(folder.getRoot().toPath(), source));
        Await.until("it is installed", () -> NODE.node().script("shell", "lb", "-s", name).text()
                .matches("(?s).*Active.*org\\.example\\." + name + ".*"));
    }
}
