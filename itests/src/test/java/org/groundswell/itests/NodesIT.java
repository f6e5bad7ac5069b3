package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Two nodes over one database that a visitor cannot tell from each other. */
public class NodesIT {
    private static final long PAUSE_NANOS = 50_000_000;

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private volatile boolean over;
    private Node here;
    private Node there;
    private SharedOffice office;

    @Before
    public void start() throws Exception {
        here = prepared("nodes-here");
        there = prepared("nodes-there");
        office = new SharedOffice(here, there);
        office.anOldLetterIsAt(there);
        // Without settings it does nothing, and the other node has not got it.
        PostgresNode.deploy(there, "openid.json");
        String key = here.script("node-key").text();
        for (Node each : List.of(here, there)) {
            Files.writeString(each.home().resolve("secrets/node.key"), key);
        }
        // Its user of scripts becomes that of both.
        for (Node each : List.of(here, there)) {
            each.start();
            Await.until("its people are those of all", () -> Files.exists(each.home().resolve("data/console/people.shared")));
        }
    }

    private static Node prepared(String name) throws IOException {
        Node node = PostgresNode.prepared(name, SERVER, "nodeKey = file:secrets/node.key");
        PostgresNode.withoutSqlite(node);
        SharedSettings.areTriedBriefly(node);
        return node;
    }

    @After
    public void end() {
        here.close();
        there.close();
    }

    @Test
    public void whatIsDoneAtOneNodeIsSoAtTheOther() throws Exception {
        String result = aGiftIsOnThePagesAndStreamsOfBoth();
        aLinkOpensAtBoth(result);
        office.aLetterIsSeenAndDoneAtBoth();
        office.whatIsOldWillBeLookedForAt(there);
        whoIsHiddenIsHiddenAtBoth();
        office.theOldLetterIsGoneAtBoth();
        office.whatWasDoneIsInTheLogsOfAll();
        new SharedSite(here, there).isPublishedForBothAndGoesBack();
        new SharedSettings(here, there).areTakenByTheOtherNodeOrByNone();
        whatIsPausedIsPausedAtBoth();
        whoIsSignedInAtOneNodeIsSoAtBoth();
        whatDiffersIsNamed();
        tonightHasALineForEach();
        NamedFolders.areAllOf(here);
    }

    /** In each language; and nobody stumbles. */
    private void whatDiffersIsNamed() throws Exception {
        String at = here.admin().base();
        try (var members = new Members(here, here.password()); var browser = new Browser(true, "en")) {
            Await.until("both have told what they are made of", () -> Jsoup.parse(members.get("operator", "/admin/nodes").body())
                    .select("tbody tr").eachText().stream().anyMatch(each -> each.startsWith("org.groundswell.console.oidc is not there")));
            Document page = Jsoup.parse(members.get("operator", "/admin/nodes").body());
            assertEquals("two nodes, and the bundles of one feature: " + page.text(), 2, page.select("table").size());
            List<String> sites = page.select("table").first().select("td:last-child").eachText();
            assertEquals("both have what was published: " + sites, 1, sites.stream().distinct().count());
            assertTrue(sites.toString(), sites.getFirst().startsWith("20"));
            browser.desk();
            browser.signIn(at, "a-operator", "a lantern at sea", "/admin/nodes");
            for (String language : List.of("en", "nl", "ar")) {
                browser.click("button[name=language][value=" + language + "]");
                Await.until("the page speaks " + language, () -> browser.find("html").getDomAttribute("lang").equals(language));
                browser.keep("admin-nodes-two-" + language);
                assertEquals(language, List.of(), browser.barriers());
            }
        }
    }

    /** @return where the donor reads how the gift stands, with the first node's signature */
    private String aGiftIsOnThePagesAndStreamsOfBoth() throws Exception {
        var events = new ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> watching = threads.submit(() -> watch(there.visitor(), events));
            try {
                Await.until("the stream has begun", () -> !events.isEmpty());
                Visitor visitor = here.visitor();
                Answer pledged = visitor.post("/donations", Visitor.donation(visitor.key(), "4321", "Wanda"));
                Answer decided = visitor.post(pledged.location(), Map.of("action", "pay"));
                String result = visitor.get(decided.location()).location();
                Await.until("the other node's page shows it",
                        () -> there.visitor().get("/en/").body().contains("4,321") && there.visitor().raised() == 432_100);
                Await.until("its live stream, too", () -> events.stream().anyMatch(each -> each.contains("432100")));
                return result;
            } finally {
                over = true;
                watching.cancel(true);
            }
        }
    }

    /** As a browser does: where a stream ends it begins another. */
    private void watch(Visitor visitor, Queue<String> events) {
        var request = HttpRequest.newBuilder(URI.create(visitor.base() + "/live/flood")).build();
        try (var client = HttpClient.newHttpClient()) {
            while (!over) {
                try (Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                    lines.filter(each -> each.startsWith("data:")).forEach(events::add);
                } catch (IOException | UncheckedIOException e) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void aLinkOpensAtBoth(String result) throws Exception {
        assertTrue(result, result.contains("signature="));
        for (Node each : List.of(here, there)) {
            Answer page = each.visitor().get(result);
            assertTrue(page.body(), page.body().contains("class=\"big\"") && page.body().contains("4,321"));
        }
        String forged = result.substring(0, result.length() - 4) + "AAAA";
        assertFalse("to others no more than the state", there.visitor().get(forged).body().contains("class=\"big\""));
        String said = there.script("shell", "groundswell:renew-links").text();
        assertTrue(said, said.contains("stay good"));
        Answer next = there.visitor().give("5", "Xaver", "pay");
        String newer = next.response().uri().getRawPath() + "?" + next.response().uri().getRawQuery();
        Await.until("what was signed since, too", () -> here.visitor().get(newer).body().contains("class=\"big\""));
        assertTrue(here.visitor().get(result).body().contains("class=\"big\""));
        assertFalse("neither signs by itself", Files.exists(there.home().resolve("data/links.key")));
    }

    private void whoIsHiddenIsHiddenAtBoth() throws Exception {
        String wanda = waiting(there, "Wanda");
        decide(here, wanda, "show");
        decide(there, waiting(here, "Xaver"), "show");
        for (Node each : List.of(here, there)) {
            Await.until("both are named", () -> isNamed(each, "Wanda") && isNamed(each, "Xaver"));
        }
        decide(here, wanda, "hide");
        for (Node each : List.of(here, there)) {
            Await.until("the name is gone", () -> !isNamed(each, "Wanda"));
        }
        there.kill();
        there.start();
        Await.until("the other one is named", () -> isNamed(there, "Xaver"));
        assertFalse("also after a start", isNamed(there, "Wanda"));
    }

    private static boolean isNamed(Node node, String name) throws Exception {
        return node.visitor().get("/en/").body().contains(name);
    }

    /** @return the field of the form by which this donor is decided on */
    private String waiting(Node node, String name) throws Exception {
        String page = node.admin().get("/admin/words", "Authorization", Console.basic(here.password())).body();
        return Jsoup.parse(page).select("fieldset").stream().filter(each -> each.text().contains(name)).findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + page)).select("[name^=d-]").attr("name");
    }

    private void decide(Node node, String field, String decision) throws Exception {
        assertEquals(303, node.admin().post("/admin/words", Map.of(field, decision), "Authorization",
                Console.basic(here.password()), "Origin", node.admin().base()).status());
    }

    private void whatIsPausedIsPausedAtBoth() throws Exception {
        try (var members = new Members(here, here.password())) {
            press(members, Map.of("what", "pause", "text-en", "We count."));
            Await.until("the other node's form says why", () -> there.visitor().get("/en/donate").body().contains("We count."));
            Answer refused = there.visitor().post("/donations", Visitor.donation(there.visitor().key(), "7", "Late"));
            assertEquals(refused.body(), 503, refused.status());
        }
        try (var members = new Members(there, here.password())) {
            press(members, Map.of("what", "resume"));
            Await.until("gifts are taken again", () -> here.visitor().post("/donations",
                    Visitor.donation(here.visitor().key(), "7", "Later")).status() == 303);
        }
    }

    /** And none for a node that was stopped on purpose. */
    private void tonightHasALineForEach() throws Exception {
        try (var members = new Members(here)) {
            Await.until("both are fit", () -> states(members).equals(List.of("FIT", "FIT")));
            assertEquals(0, there.script("stop").status());
            Await.until("the one that goes on", () -> states(members).equals(List.of("FIT")));
        }
    }

    private static List<String> states(Members members) throws Exception {
        return Jsoup.parse(members.get("viewer", "/admin/start").body()).select("[data-live^=node-state-]").stream()
                .map(each -> each.attr("data-standing")).filter(each -> !each.isEmpty()).toList();
    }

    /** Behind a balancer each request may come to another node. */
    private void whoIsSignedInAtOneNodeIsSoAtBoth() throws Exception {
        try (var members = new Members(here, here.password())) {
            String editor = members.cookie("editor");
            assertTrue("at once", isIn(there, editor));
            assertTrue(isIn(here, editor));
            Await.until("who was let in at one node comes in at the other", () -> there.admin().post("/admin/sign-in",
                    Map.of("name", "a-viewer", "password", "a lantern at sea")).status() == 303);
            String owner = members.cookie("owner");
            String token = Visitor.valueIn(there.admin().get("/admin/people", "Cookie", owner).body(), "token");
            Answer changed = there.admin().post("/admin/people", Map.of("what", "roles", "name", "a-editor", "role-viewer",
                    "yes", "token", token), "Cookie", owner);
            assertEquals(changed.body(), 303, changed.status());
            assertFalse("other roles end it", isIn(there, editor));
            Await.until("at the other node, too", () -> !isIn(here, editor));
            assertTrue(records("") > 2);
            assertEquals("nobody reads there who they are", 0, records(" AND value || key LIKE '%editor%'"));
        }
    }

    private static long records(String and) throws SQLException {
        return SERVER.number("public", "SELECT count(*) FROM record WHERE journal = 'console'" + and);
    }

    private static boolean isIn(Node node, String cookie) throws Exception {
        return node.admin().get("/admin/account", "Cookie", cookie).status() == 200;
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
