package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** Stolen cards from many addresses at once: none of them stands out, all of them meet the challenge. */
public class AttackIT {
    private static final int CARDS = 120;
    private static final int SEEN_AS_ATTACK = 20;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("attack",
            Map.of("org.groundswell.donations.service.challenge", List.of("waitSeconds = 2"),
                    "org.groundswell.edge.listener", List.of("behindProxy = true")));
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void theAttackStopsAtTheChallengeAndDonorsPassIt() throws Exception {
        int reached = 0;
        for (int i = 0; i < CARDS; i++) {
            var attempt = submit("203.0.113." + i, form("thief" + i + "@example.org"));
            if (attempt.status() == 303) {
                reached++;
                visitor.post(attempt.location(), Map.of("action", "decline"));
                String payment = attempt.location().substring(attempt.location().lastIndexOf('/') + 1);
                Await.until("the ledger knows", () -> node.state(payment).equals("FAILED"));
            } else {
                assertTrue("attempt " + i + ": " + attempt.status() + " " + attempt.response().headers().map() + " "
                        + attempt.body(), attempt.body().contains("misusing this form"));
            }
        }
        assertEquals("at the gateway, of " + CARDS, SEEN_AS_ATTACK, reached);
        // Health is asked every few seconds at most, whoever wants to know.
        Await.until("health warns",
                () -> visitor.get("/readyz").body().contains("\"donations\",\"status\":\"WARN\""));
        assertTrue(node.outputText().contains("Somebody tries out cards: 20 payments were declined"));
        aDonorWithoutScriptsWaits();
        aBrowserPassesByItself();
    }

    private void aDonorWithoutScriptsWaits() throws Exception {
        Map<String, String> fields = form("patient@example.org");
        var asked = submit("198.51.100.1", fields);
        assertEquals(200, asked.status());
        assertTrue(asked.body(), asked.body().contains("Please wait 2 seconds, then press the button."));
        fields.put("challenge", Visitor.valueIn(asked.body(), "challenge"));
        Await.until("who has waited comes in", () -> submit("198.51.100.1", fields).status() == 303);
    }

    private void aBrowserPassesByItself() throws Exception {
        try (var browser = new Browser(true, "en")) {
            browser.open(visitor.base() + "/en/donate");
            browser.click("form.donation button.wide");
            Await.until("the gateway's page", () -> browser.url().contains("/sandbox/checkout/"));
            browser.click("button[value=pay]");
            browser.awaitText("h1", "Thank you!");
        }
    }

    private Map<String, String> form(String email) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "5", "Somebody"));
        fields.put("email", email);
        return fields;
    }

    private Visitor.Answer submit(String from, Map<String, String> fields) throws Exception {
        return visitor.post("/donations", fields, "X-Forwarded-For", from);
    }
}
