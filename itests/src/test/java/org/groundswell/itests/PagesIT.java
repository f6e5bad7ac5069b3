package org.groundswell.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.ClassRule;
import org.junit.Test;

/** Pages as browsers, caches and people who edit them meet them. */
public class PagesIT {
    private static final int MAX_FIRST_VISIT_BYTES = 50_000;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("pages");
    private final Visitor visitor = NODE.node().visitor();

    @Test
    public void theRootLeadsToTheVisitorsLanguage() throws Exception {
        assertEquals("/nl/", visitor.get("/", "Accept-Language", "nl-NL,nl;q=0.9,en;q=0.5").location());
        assertEquals("/ar/", visitor.get("/", "Accept-Language", "ar").location());
        assertEquals("/en/", visitor.get("/", "Accept-Language", "fi").location());
        assertEquals("/en/", visitor.get("/").location());
        assertEquals(308, visitor.get("/en").status());
        assertEquals("/en/donate", visitor.get("/EN/donate/").header("location"));
        assertEquals("/en/donate?amount=25", visitor.get("/en//donate?amount=25").header("location"));
        assertEquals("no page has such an address", 400, visitor.get("/en//nothing").status());
        assertEquals("what they came for goes along", "/en/?amount=25", visitor.get("/?amount=25").location());
    }

    @Test
    public void cachesMayAskWhetherAPageHasChanged() throws Exception {
        Answer page = visitor.get("/en/about");
        String etag = page.header("etag");
        assertTrue(page.header("cache-control").startsWith("public, max-age=0, s-maxage=1"));
        Answer same = visitor.get("/en/about", "If-None-Match", etag);
        assertEquals(304, same.status());
        assertEquals("", same.body());
        assertEquals(etag, same.header("etag"));
        assertEquals(304, visitor.get("/en/about", "If-None-Match", "\"x\", W/" + etag).status());
        assertEquals(200, visitor.get("/en/about", "If-None-Match", "\"x\"").status());
        Answer head = visitor.method("HEAD", "/en/about");
        assertEquals(200, head.status());
        assertEquals(page.header("content-length"), head.header("content-length"));
        assertEquals("", head.body());
        assertEquals("ranges are refused by ignoring them", 200,
                visitor.get("/en/about", "Range", "bytes=0-9").status());
    }

    @Test
    public void compressedAndPlainTellTheSame() throws Exception {
        for (String path : List.of("/en/about", "/api/campaigns/flood", "/robots.txt")) {
            byte[] plain = visitor.bytes(path);
            Answer packed = visitor.get(path, "Accept-Encoding", "gzip");
            if (packed.header("content-encoding").equals("gzip")) {
                byte[] bytes = visitor.bytes(path, "Accept-Encoding", "gzip");
                assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes());
                assertNotEquals(visitor.get(path).header("etag"), packed.header("etag"));
            }
            assertEquals("Accept-Encoding", packed.header("vary"));
        }
        Answer donate = visitor.get("/en/donate", "Accept-Encoding", "gzip");
        assertEquals("gzip", donate.header("content-encoding"));
        assertEquals("no-store", donate.header("cache-control"));
        assertEquals("", donate.header("etag"));
        String page = new String(new GZIPInputStream(new ByteArrayInputStream(
                visitor.bytes("/en/donate", "Accept-Encoding", "gzip"))).readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(Visitor.keyIn(page).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}"));
    }

    @Test
    public void aFirstVisitIsLight() throws Exception {
        for (String page : List.of("/en/", "/nl/donate", "/ar/", "/en/contact")) {
            Document html = Jsoup.parse(visitor.get(page).body());
            int total = visitor.bytes(page, "Accept-Encoding", "gzip").length;
            List<String> files = assets(html);
            for (String file : files) {
                total += visitor.bytes(file, "Accept-Encoding", "gzip").length;
            }
            assertTrue(page + " has its style, script and icon", files.size() >= 3);
            assertTrue(page + " weighs " + total, total < MAX_FIRST_VISIT_BYTES);
            // What is said to search engines is fetched by nobody.
            var fetched = new ArrayList<>(html.select("[src]").eachAttr("src"));
            fetched.addAll(html.select("[href]:not(link[rel=alternate])").eachAttr("href"));
            assertEquals("nothing from elsewhere", List.of(),
                    fetched.stream().filter(each -> each.matches("(https?:)?//.*")).toList());
        }
    }

    /** Posters and mails leave the language out; the servlet of results stands before every path that is nobody's. */
    @Test
    public void anAddressWithoutALanguageLeadsToTheVisitors() throws Exception {
        assertEquals("/nl/donate", sent("/donate", "nl"));
        assertEquals("/en/donate?amount=5", sent("/donate?amount=5", "en-GB,nl;q=0.5"));
        assertEquals("/ar/donate", sent("/donate/", "ar"));
        assertEquals("/en/about", sent("/about", "xx"));
        assertEquals("/nl/?amount=5", sent("/?amount=5", "nl"));
        assertEquals(404, visitor.get("/nothing", "Accept-Language", "nl").status());
        assertEquals(404, visitor.get("/en/nothing").status());
        assertEquals(404, visitor.get("/en/thanks?donation=0").status());
    }

    private String sent(String path, String language) throws Exception {
        Answer answer = visitor.get(path, "Accept-Language", language);
        assertEquals(path, 302, answer.status());
        return answer.header("location");
    }

    @Test
    public void assetsAreKeptForEver() throws Exception {
        String asset = assets(Jsoup.parse(visitor.get("/en/").body())).getFirst();
        assertEquals("public, max-age=31536000, immutable", visitor.get(asset).header("cache-control"));
    }

    @Test
    public void openPagesHearOfADonation() throws Exception {
        var lines = new java.util.concurrent.LinkedBlockingQueue<String>();
        var connection = URI.create(visitor.base() + "/live/flood").toURL().openConnection();
        assertEquals("text/event-stream;charset=utf-8", connection.getContentType().replace(" ", "").toLowerCase());
        Thread.ofVirtual().start(() -> {
            try (var in = new BufferedReader(new InputStreamReader(connection.getInputStream(),
                    StandardCharsets.UTF_8))) {
                in.lines().filter(line -> line.startsWith("data: ")).forEach(line -> lines.add(line.substring(6)));
            } catch (java.io.IOException e) {
                lines.add("{}");
            }
        });
        Await.until("the present state", () -> !lines.isEmpty());
        long before = JsonParser.parseString(lines.take()).getAsJsonObject().get("raised").getAsLong();
        visitor.give("19", "Live", "pay");
        var heard = new ArrayList<Long>();
        Await.until("the new total", () -> {
            String line = lines.poll();
            if (line != null) {
                heard.add(JsonParser.parseString(line).getAsJsonObject().get("raised").getAsLong());
            }
            return heard.contains(before + 1900);
        });
    }

    @Test
    public void anEditShowsWithoutARestart() throws Exception {
        Path about = NODE.node().home().resolve("site/content/en/about.md");
        String text = Files.readString(about);
        Files.writeString(about, text.replace("eleven fishing boats", "twelve fishing boats"));
        Await.until("the edit shows", () -> visitor.get("/en/about").body().contains("twelve fishing boats"));
        Files.writeString(about, text);
        Await.until("it is as it was", () -> visitor.get("/en/about").body().contains("eleven fishing boats"));
    }

    @Test
    public void namesWithBlanksAndAccentsAreFound() throws Exception {
        Path root = NODE.node().home().resolve("site/root");
        Path map = Files.writeString(root.resolve("our map.txt"), "map");
        Path menu = Files.writeString(root.resolve("cafe\u0301.txt"), "menu");
        Await.until("both are there", () -> visitor.get("/our%20map.txt").body().equals("map")
                && visitor.get("/caf%C3%A9.txt").body().equals("menu"));
        assertEquals("menu", visitor.get("/cafe%CC%81.txt").body());
        assertEquals("a percent sign is in no name", 400, visitor.get("/our%2520map.txt").status());
        Files.delete(map);
        Files.delete(menu);
    }

    @Test
    public void aPageOfAMomentAgoStillFindsItsStyle() throws Exception {
        Path style = NODE.node().home().resolve("site/assets/site.css");
        String text = Files.readString(style);
        String before = stylesheet();
        byte[] old = visitor.bytes(before);
        Files.writeString(style, text + "\n/* another */\n");
        Await.until("pages ask for the new style", () -> !stylesheet().equals(before));
        assertArrayEquals(old, visitor.bytes(before));
        assertEquals(200, visitor.get(stylesheet()).status());
        Files.writeString(style, text);
        Await.until("it is as it was", () -> stylesheet().equals(before));
    }

    private String stylesheet() throws Exception {
        return Jsoup.parse(visitor.get("/en/").body()).select("link[rel=stylesheet]").attr("href");
    }

    private static List<String> assets(Document page) {
        var files = new ArrayList<>(page.select("[src^=/assets/]").eachAttr("src"));
        files.addAll(page.select("[href^=/assets/]").eachAttr("href"));
        return files;
    }

    @Test
    public void aMistakeKeepsThePagesAndIsNamed() throws Exception {
        Path layout = NODE.node().home().resolve("site/templates/layout.ftlh");
        String text = Files.readString(layout);
        Files.writeString(layout, text.replace("<#nested>", "<#nestd>"));
        Await.until("the log names file and line",
                () -> NODE.node().outputText().contains("site/templates/layout.ftlh, line "));
        Answer console = NODE.node().admin().get("/system/console/site", "Authorization",
                Console.basic(NODE.node().password()));
        assertTrue(console.body(), console.body().contains("site/templates/layout.ftlh, line "));
        assertEquals(200, visitor.get("/en/").status());
        long before = NODE.node().settledTotal();
        visitor.give("21", "Meanwhile", "pay");
        Await.until("the total still moves", () -> visitor.raised() == before + 2100
                && visitor.get("/en/").body().contains("€21"));
        assertEquals("a warning", 200, visitor.get("/readyz").status());
        Await.until("the admin port's fitness names them, too", () -> NODE.node().admin().get("/readyz").body().contains(
                "site/templates/layout.ftlh, line "));
        assertFalse("in public only that something is", visitor.get("/readyz").body().contains("layout.ftlh"));
        Files.writeString(layout, text);
        Await.until("all is well", () -> visitor.get("/readyz").body().contains("\"status\":\"OK\",\"checks\""));
    }

    @Test
    public void theContactFormReachesTheAdmin() throws Exception {
        Answer sent = visitor.post("/contact", Map.of("lang", "en", "name", "Bob", "email", "bob@example.org", "text",
                "May I lend you <b>my boat</b>?"));
        assertEquals(200, sent.status());
        assertTrue(sent.body().contains("Your message has arrived"));
        Answer console = NODE.node().admin().get("/admin/messages", "Authorization",
                Console.basic(NODE.node().password()));
        assertTrue(console.body(), console.body().contains("May I lend you &lt;b&gt;my boat&lt;/b&gt;?"));
        Answer refused = visitor.post("/contact", Map.of("lang", "nl", "name", "Bob", "email", "bob", "text", ""));
        assertEquals(422, refused.status());
        assertTrue(refused.body().contains("id=\"problem-text\"") && refused.body().contains("id=\"problem-email\""));
        Answer dutch = visitor.post("/contact", Map.of("lang", "en", "edit", "nl", "name", "Bob", "email", "", "text",
                "May I"));
        assertEquals("another language keeps what was typed", 200, dutch.status());
        assertTrue(dutch.body(), dutch.body().contains("lang=\"nl\"") && dutch.body().contains(">May I</textarea>")
                && !dutch.body().contains("id=\"problem"));
    }
}
