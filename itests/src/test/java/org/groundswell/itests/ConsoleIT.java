package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;

/** What admins and watchers meet on the admin listener. */
public class ConsoleIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("console");
    private final Visitor admin = NODE.node().admin();
    private final Visitor visitor = NODE.node().visitor();

    @Test
    public void theConsoleOpensForThePrintedPasswordOnly() throws Exception {
        assertEquals(401, admin.get("/system/console/bundles").status());
        assertEquals(401, admin.get("/system/console/bundles", "Authorization", Console.basic("admin")).status());
        String password = NODE.node().password();
        var bundles = admin.get("/system/console/bundles.json", "Authorization", Console.basic(password));
        assertEquals(200, bundles.status());
        assertTrue(bundles.body().contains("org.groundswell.donations.service"));
        assertFalse("stored hashed", Files.readString(NODE.node().home().resolve("data/console/people"))
                .contains(password));
        assertFalse("never in the log", Files.readString(NODE.node().home().resolve("data/logs/groundswell.log"))
                .contains(password));
    }

    @Test
    public void ourPluginsAreThere() throws Exception {
        visitor.give("33", "Console Carla", "pay");
        String[] login = {"Authorization", Console.basic(NODE.node().password())};
        assertTrue(admin.get("/system/console/donations", login).body().contains("Console Carla"));
        assertTrue(admin.get("/system/console/site", login).body().contains("The site folder has no problems"));
        assertTrue(admin.get("/system/console/swaps", login).body().contains("donations.ledger"));
        assertEquals(200, admin.get("/system/console/healthcheck", login).status());
        assertEquals(200, admin.get("/system/console/components", login).status());
    }

    @Test
    public void theFiguresCount() throws Exception {
        long before = figures().get("pageViews").getAsLong();
        for (int i = 0; i < 10; i++) {
            visitor.get("/en/");
        }
        visitor.get("/nothing");
        visitor.give("20", "Counted", "pay");
        Await.until("they are counted", () -> figures().get("pageViews").getAsLong() >= before + 10
                && figures().getAsJsonObject("statuses").get("4xx").getAsLong() >= 1
                && figures().get("tests").getAsLong() >= 1);
        assertEquals("no money moves here", 0, figures().get("donations").getAsLong());
        JsonObject now = figures();
        assertEquals("one visitor", 1, now.get("visitorsToday").getAsLong());
        assertEquals(1, now.get("visitorsNow").getAsLong());
        assertTrue(now.getAsJsonObject("latency").get("p50Micros").getAsLong() > 0);
        String metrics = admin.get("/metrics").body();
        for (String name : List.of("groundswell_requests_total{kind=\"page\"}", "groundswell_responses_total{class=",
                "groundswell_response_seconds{quantile=\"0.99\"}",
                "groundswell_response_duration_seconds_bucket{le=\"+Inf\"}", "groundswell_response_duration_seconds_sum",
                "groundswell_visitors_now 1",
                "groundswell_donations_total")) {
            assertTrue(name, metrics.contains(name));
        }
        assertTrue(admin.get("/stats").body().contains("Visitors now"));
    }

    @Test
    public void healthIsToldInPublicWithoutReasons() throws Exception {
        assertEquals(200, visitor.get("/healthz").status());
        JsonObject ready = JsonParser.parseString(visitor.get("/readyz").body()).getAsJsonObject();
        assertEquals("OK", ready.get("status").getAsString());
        assertTrue(ready.getAsJsonArray("checks").size() >= 5);
    }

    @Test
    public void theShellSpeaksToWhoeverOwnsTheFolder() throws Exception {
        var result = NODE.node().script("shell", "lb");
        assertEquals(0, result.status());
        assertTrue(result.text(), result.text().contains("Groundswell donations: service"));
    }

    private JsonObject figures() throws Exception {
        return JsonParser.parseString(admin.get("/stats.json").body()).getAsJsonObject();
    }
}
