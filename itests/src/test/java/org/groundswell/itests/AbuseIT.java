package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** People who try out stolen cards on a donation form, while donors give. */
public class AbuseIT {
    private static final int CARDS = 400;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("abuse",
            Map.of("org.groundswell.edge.listener", List.of("behindProxy = true")));
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void fourHundredCardsAreFiveAtTheGatewayAndDonorsNoticeNothing() throws Exception {
        long before = node.settledTotal();
        int reached = 0;
        int donors = 0;
        for (int i = 0; i < CARDS; i++) {
            var attempt = submit("203.0.113.7", "thief" + i + "@example.org", "1");
            if (attempt.status() == 303) {
                reached++;
                visitor.post(attempt.location(), Map.of("action", "decline"));
                awaitDecided(attempt.location());
            } else {
                assertEquals(429, attempt.status());
                assertTrue(attempt.body().contains("Too many payments from here were declined"));
            }
            if (i % 10 == 0) {
                var gift = submit("198.51.100." + i % 250, "donor" + i + "@example.org", "5");
                assertEquals("donor " + i, 303, gift.status());
                visitor.post(gift.location(), Map.of("action", "pay"));
                donors++;
            }
        }
        assertTrue(reached + " reached the gateway", reached <= 5);
        long expected = before + donors * 500L;
        Await.until("every donor counts", () -> node.ledgerTotal() == expected);
    }

    @Test
    public void aFieldThatNobodySeesIsATrap() throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "5", "Robot"));
        fields.put("website", "https://spam.example");
        assertEquals(429, visitor.post("/donations", fields).status());
    }

    private void awaitDecided(String checkout) {
        String payment = checkout.substring(checkout.lastIndexOf('/') + 1);
        Await.until("the ledger knows", () -> node.state(payment).equals("FAILED"));
    }

    private Visitor.Answer submit(String from, String email, String amount) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), amount, "Somebody"));
        fields.put("email", email);
        return visitor.post("/donations", fields, "X-Forwarded-For", from);
    }
}
