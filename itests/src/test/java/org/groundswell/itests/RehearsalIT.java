package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.payments.contract.StripeServer;
import org.junit.ClassRule;
import org.junit.Test;

/** From the first trial in the sandbox to real money: what was tried is in the book, and in no figure of the evening. */
public class RehearsalIT {
    private static final String ADDRESS = "https://give.example";
    private static final String LIVE_KEY = "sk_live_0123456789";
    private static final String SECRET = "whsec_0123456789";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("rehearsal",
            Map.of("org.groundswell.edge.listener", List.of("publicUrl = " + ADDRESS),
                    "org.groundswell.donations.moderation", List.of("names = all")));
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void trialsLeaveNoTrace() throws Exception {
        visitor.give("25", "Anna Trial", "pay");
        shown(2500, 1, true);
        Await.until("the donor is named", () -> visitor.get("/en/").body().contains("Anna Trial"));
        for (String page : List.of("/en/", "/nl/", "/ar/")) {
            assertFalse(page, mark(page).contains("hidden"));
        }
        assertTrue(audit(), audit().contains("flood, tests of rehearsal 1: EUR 25.00 of 1 donations"));
        assertTrue(metrics(), metrics().contains("\ngroundswell_donations_total 0.0\n")
                && metrics().contains("\ngroundswell_test_donations_total 1.0\n"));

        var ended = node.script("shell", "groundswell:rehearsal-ends");
        assertEquals(ended.text(), 0, ended.status());
        assertTrue(ended.text(), ended.text().contains("flood: EUR 25.00 of 1 tests kept apart"));
        shown(0, 0, true);
        Await.until("nobody is named", () -> !visitor.get("/en/").body().contains("Anna Trial"));
        assertTrue(audit(), audit().contains("flood, tests of rehearsal 1: EUR 25.00 of 1 donations"));
        visitor.give("10", "Bob Trial", "pay");
        shown(1000, 1, true);
        Await.until("the donor is named", () -> visitor.get("/en/").body().contains("Bob Trial"));

        try (var stripe = new StripeServer(LIVE_KEY, SECRET)) {
            goLive(stripe);
            shown(0, 0, false);
            assertTrue("the word is gone", mark("/en/").contains("hidden"));
            Await.until("nobody is named", () -> !visitor.get("/en/").body().contains("Bob Trial"));
            testsAreRefused();
            give(stripe);
            shown(1500, 1, false);
            assertTrue(audit(), audit().contains("flood: EUR 15.00 of 1 donations")
                    && audit().contains("flood, tests of rehearsal 2: EUR 10.00 of 1 donations")
                    && audit().contains("No differences."));
            node.close();
            node.start();
            shown(1500, 1, false);
        }
    }

    private void goLive(StripeServer stripe) throws Exception {
        Path secrets = Files.createDirectory(node.home().resolve("secrets"));
        Files.writeString(secrets.resolve("stripe.key"), LIVE_KEY);
        Files.writeString(secrets.resolve("stripe.webhook"), SECRET);
        stripe.notifyAt(URI.create(visitor.base() + "/payments/stripe/webhook"));
        RuntimeFolder.setting(node.home(), "org.groundswell.donations.service.live", "liveAddress = " + ADDRESS);
        RuntimeFolder.setting(node.home(), "org.groundswell.payments.stripe", "secretKey = file:secrets/stripe.key",
                "webhookSecrets = file:secrets/stripe.webhook", "apiBase = " + stripe.base());
        Files.copy(node.home().resolve("features/stripe.json"), node.home().resolve("deploy/stripe.json"));
        Await.until("real money is taken, and nothing else", () -> visitor.get("/en/donate").body()
                .contains("You pay with: Card"));
    }

    /** Neither a form that asks for a test nor a whole stress test leaves anything in the book of a live site. */
    private void testsAreRefused() throws Exception {
        int before = pledges();
        var form = new HashMap<>(form(""));
        form.put("test", "yes");
        assertEquals(409, visitor.post("/donations", form).status());
        assertEquals("not offered", 422, visitor.post("/donations", form("sandbox")).status());
        var stress = node.script("stress", visitor.base(), "--visitors", "4", "--seconds", "2", "--donors", "100",
                "--think", "0");
        assertTrue(stress.text(), stress.text().contains("POST /donations led to no test payment"));
        assertEquals(before, pledges());
    }

    private void give(StripeServer stripe) throws Exception {
        String checkout = visitor.post("/donations", form("stripe")).header("refresh")
                .replaceFirst("0; url=https?://[^/]+", "");
        var decided = new Visitor(stripe.base()).post(checkout, Map.of("action", "pay"));
        assertTrue(visitor.get(visitor.get(decided.location()).location()).body().contains("Thank you!"));
    }

    private Map<String, String> form(String provider) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "15", "Carla Gift"));
        fields.put("provider", provider);
        return fields;
    }

    private void shown(long raised, long donations, boolean test) {
        Await.until(raised + " of " + donations + (test ? " tests" : " gifts"), () -> {
            var campaign = visitor.campaign();
            return campaign.get("raised").getAsLong() == raised && campaign.get("donations").getAsLong() == donations
                    && campaign.get("test").getAsBoolean() == test;
        });
    }

    private String mark(String page) throws Exception {
        String html = visitor.get(page).body();
        int at = html.indexOf("<span class=\"test\"");
        return html.substring(at, html.indexOf("</span>", at));
    }

    private String audit() throws Exception {
        return node.script("shell", "groundswell:audit").text();
    }

    private String metrics() throws Exception {
        return node.admin().get("/metrics").body();
    }

    private int pledges() {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:"
                + node.home().resolve("data/ledger/ledger.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM donation")) {
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
