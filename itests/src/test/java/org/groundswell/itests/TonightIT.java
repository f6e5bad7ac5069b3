package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.junit.ClassRule;
import org.junit.Test;

/** The evening as the console shows it, and what is stopped from there: for donors, over a kill, and let go again. */
public class TonightIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("tonight");
    private final Visitor visitor = NODE.node().visitor();

    @Test
    public void thePageMovesWithTheGifts() throws Exception {
        visitor.give("40", "Hanna Hidden", "pay");
        try (var members = new Members(NODE.node()); var client = HttpClient.newHttpClient()) {
            String page = members.get("viewer", "/admin/start").body();
            assertTrue(page, page.contains("40.00"));
            assertFalse("a viewer sees what the public sees", page.contains("Hanna"));
            assertTrue("who may change gifts sees names", members.get("finance", "/admin/start").body().contains("Hanna Hidden"));
            assertFalse("no figures for whoever enters gifts by phone",
                    members.get("phone", "/admin/start").body().contains("data-live"));
            assertEquals("a stream for programs that can read one", 406, members.get("viewer", "/admin/tonight/events")
                    .status());
            for (String time : List.of("hour", "day", "campaign")) {
                JsonObject series = JsonParser.parseString(members.get("viewer", "/admin/tonight/series?time=" + time)
                        .body()).getAsJsonObject();
                assertTrue(series.toString(), series.has("now") && series.has("then"));
            }
            assertEquals(400, members.get("viewer", "/admin/tonight/series?time=%3Cb%3E").status());
            HttpRequest stream = HttpRequest.newBuilder(URI.create(NODE.node().admin().base() + "/admin/tonight/events"))
                    .header("Accept", "text/event-stream").header("Cookie", members.cookie("viewer")).build();
            try (var lines = client.send(stream, HttpResponse.BodyHandlers.ofLines()).body()) {
                var news = lines.filter(each -> each.startsWith("data: ")).iterator();
                assertTrue(news.next().contains("raised-flood"));
                visitor.give("15", "Otto", "pay");
                Await.until("the stream tells of the gift", () -> news.next().contains("55.00"));
                arrive(client, "/nl/", "https://News.example/tonight?reader=otto");
                String arrival = news.next();
                while (!arrival.contains("news.example")) {
                    assertFalse("only the site", arrival.contains("otto"));
                    arrival = news.next();
                }
                assertTrue(arrival, arrival.contains("/nl/") && !arrival.contains("otto"));
            }
        }
    }

    @Test
    public void healthSaysWhatTheChecksSayToWhoLooksAfterTheNode() throws Exception {
        try (var members = new Members(NODE.node())) {
            String page = members.get("operator", "/admin/health").body();
            assertTrue(page, page.contains("No mail server is set"));
            assertEquals(403, members.get("finance", "/admin/health").status());
        }
    }

    @Test
    public void giftsArePausedAndTakenAgain() throws Exception {
        Answer begun = visitor.post("/donations", Visitor.donation(visitor.key(), "7", "Begun"));
        try (var members = new Members(NODE.node())) {
            assertEquals(403, members.get("finance", "/admin/brakes").status());
            press(members, Map.of("what", "pause", "text-en", "The <bank> asked us to."));
            awaitForm("The &lt;bank&gt; asked us to.");
            Answer refused = visitor.post("/donations", Visitor.donation(visitor.key(), "7", "Late"));
            assertEquals(503, refused.status());
            assertTrue(refused.body(), refused.body().contains("Giving is paused"));
            assertTrue("what was typed stays", refused.body().contains("value=\"Late\""));
            Answer decided = visitor.post(begun.location(), Map.of("action", "pay"));
            String thanks = visitor.get(visitor.get(decided.location()).location()).body();
            assertTrue("who has begun goes on: " + thanks, thanks.contains("Thank you!"));
            NODE.node().kill();
            NODE.node().start();
            awaitForm("The &lt;bank&gt; asked us to.");
        }
        try (var members = new Members(NODE.node())) {
            press(members, Map.of("what", "resume"));
            Await.until("gifts are taken again", () -> visitor.post("/donations", Visitor.donation(visitor.key(), "7",
                    "Later")).status() == 303);
            String log = members.get("owner", "/admin/audit").body();
            assertTrue(log, log.contains("Paused giving") && log.contains("Took gifts again"));
        }
    }

    /** In each language, dark too, with its curves; nobody stumbles, and the browser has nothing to complain about. */
    @Test
    public void itIsSeenInABrowser() throws Exception {
        String admin = NODE.node().admin().base();
        try (var browser = new Browser(true, "en")) {
            browser.signIn(admin, "admin", NODE.node().password(), "/admin/start");
            for (String page : List.of("/admin/start", "/admin/brakes")) {
                for (String language : List.of("nl", "ar", "en")) {
                    browser.open(admin + page);
                    browser.click("button[name=language][value=" + language + "]");
                    Await.until("the page speaks " + language,
                            () -> browser.find("html").getDomAttribute("lang").equals(language));
                    browser.open(admin + page);
                    if (page.endsWith("start")) {
                        Await.until("curves are drawn", () -> browser.findAll("#chart-gifts canvas").size() == 1);
                    }
                    assertEquals(page + " in " + language, List.of(), browser.barriers());
                    browser.keep("admin" + page.substring(page.lastIndexOf('/')).replace('/', '-') + "-" + language);
                }
            }
            browser.prefers("prefers-color-scheme", "dark");
            browser.open(admin + "/admin/start");
            Await.until("curves are drawn", () -> browser.findAll("#chart-gifts canvas").size() == 1);
            assertEquals(List.of(), browser.barriers());
            browser.keep("admin-start-dark");
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    public void aGatewayIsTakenOffAndAWordIsOnEveryPage() throws Exception {
        try (var members = new Members(NODE.node())) {
            press(members, Map.of("what", "off", "gateway", "sandbox"));
            assertEquals("nobody can pay", 503, visitor.post("/donations", Visitor.donation(visitor.key(), "7", "Nora"))
                    .status());
            Await.until("an alarm is on every page", () -> members.get("editor", "/admin/account").body()
                    .contains("Nobody can pay"));
            assertFalse(members.get("phone", "/admin/account").body().contains("Nobody can pay"));
            press(members, Map.of("what", "on", "gateway", "sandbox"));
            press(members, Map.of("what", "banner", "text-en", "We are \"back\" at nine"));
            Await.until("the word is on the page", () -> visitor.get("/en/").body().contains("We are &quot;back&quot; at nine")
                    && visitor.get("/nl/donate").body().contains("back"));
            press(members, Map.of("what", "no-banner"));
            Await.until("it is gone", () -> !visitor.get("/en/").body().contains("at nine"));
        }
        assertEquals(303, visitor.post("/donations", Visitor.donation(visitor.key(), "7", "Nora")).status());
    }

    private static void arrive(HttpClient client, String path, String referer) throws Exception {
        HttpRequest visit = HttpRequest.newBuilder(URI.create(NODE.node().visitor().base() + path))
                .header("Referer", referer).build();
        assertEquals(200, client.send(visit, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    private void awaitForm(String words) {
        Await.until("the form says why", () -> visitor.get("/en/donate").body().contains(words));
    }

    private static void press(Members members, Map<String, String> fields) throws Exception {
        String page = members.get("operator", "/admin/brakes").body();
        var form = new HashMap<>(fields);
        form.put("version", Visitor.valueIn(page, "version"));
        form.put("token", Visitor.valueIn(page, "token"));
        Answer answer = members.post("operator", "/admin/brakes", form);
        assertEquals(answer.body(), 303, answer.status());
    }
}
