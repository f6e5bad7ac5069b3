package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The exported site on a host that only has files, in a browser. */
public class ExportIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("export");
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private Path site;
    private HttpServer host;

    @Before
    public void export() throws Exception {
        site = folder.getRoot().toPath().resolve("site");
        var exported = node.script("export", site.toString());
        assertEquals(exported.text(), 0, exported.status());
        assertTrue(exported.text(), exported.text().contains("every link was checked"));
        assertTrue(exported.text(), exported.text().contains("Names and words of donors are left out"));
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        host.createContext("/", this::file);
        host.start();
    }

    @After
    public void close() {
        host.stop(0);
    }

    @Test
    public void aDonorGivesFromThereAndTheTotalMoves() throws Exception {
        long before = node.settledTotal();
        try (var watching = new Browser(true, "en"); var giving = new Browser(true, "en")) {
            watching.open(base() + "/en/");
            giving.open(base() + "/en/donate");
            giving.click("form.donation button.wide");
            Await.until("the gateway's page", () -> giving.url().contains("/sandbox/checkout/"));
            giving.click("button[value=pay]");
            giving.awaitText("h1", "Thank you!");
            String raised = "€" + (before + 2500) / 100;
            Await.until("the total moves on the static page", () -> watching.text(".raised strong").equals(raised));
            assertEquals("the browser has no complaints", List.of(), watching.complaints());
        }
    }

    @Test
    public void whatIsNoExportIsNotTouched() throws Exception {
        Path mine = folder.newFolder("mine").toPath();
        Files.writeString(mine.resolve("thesis.txt"), "years of work");
        Files.createDirectory(folder.getRoot().toPath().resolve("an export"));
        assertEquals(0, node.script("export", folder.getRoot().toPath().resolve("an export").toString()).status());
        var spread = node.script("export", folder.getRoot().toPath().resolve("an*").toString());
        assertTrue(spread.text(), Files.exists(folder.getRoot().toPath().resolve("an*/en/donate.html")));
        var refused = node.script("export", mine.toString());
        assertEquals(1, refused.status());
        assertTrue(refused.text(), refused.text().contains("no export"));
        assertTrue(Files.exists(mine.resolve("thesis.txt")));
    }

    @Test
    public void aLinkThatNobodyAnswersIsFound() throws Exception {
        Path about = node.home().resolve("site/content/en/about.md");
        String good = Files.readString(about);
        String other = folder.getRoot().toPath().resolve("other").toString();
        Files.writeString(about, good + "\n[Our raffle](/raffel), [my gift](/monthly)\n");
        try {
            Await.until("it is published", () -> node.visitor().get("/en/about").body().contains("raffel"));
            var refused = node.script("export", other);
            assertEquals(refused.text(), 1, refused.status());
            assertTrue(refused.text(), refused.text().contains("/raffel") && !refused.text().contains("/monthly"));
        } finally {
            Files.writeString(about, good);
        }
        Await.until("it is gone", () -> node.script("export", other).status() == 0);
    }

    private String base() {
        return "http://127.0.0.1:" + host.getAddress().getPort();
    }

    /** As static hosts do: a page without its ending, and the policy from the file of headers. */
    private void file(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            Path file = List.of(path, path + ".html", path + "index.html").stream().map(site::resolve)
                    .filter(Files::isRegularFile).findFirst().orElse(site.resolve("404.html"));
            String name = file.toString();
            exchange.getResponseHeaders().set("Content-Type", name.endsWith(".html") ? "text/html; charset=utf-8"
                    : name.endsWith(".css") ? "text/css" : name.endsWith(".js") ? "text/javascript" : "image/svg+xml");
            exchange.getResponseHeaders().set("Content-Security-Policy", Files.readAllLines(site.resolve("_headers"))
                    .get(1).replaceFirst("^ *[^:]*: *", ""));
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(name.endsWith("404.html") ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
