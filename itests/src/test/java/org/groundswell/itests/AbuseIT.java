package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** People who try out stolen cards on a donation form, while donors give. */
public class AbuseIT {
    private static final int CARDS = 400;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("abuse",
            Map.of("org.groundswell.edge.listener", List.of("behindProxy = true")));
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
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
        var answer = visitor.post("/donations", fields);
        assertEquals(200, answer.status());
        assertTrue("it is asked to work, or to wait", answer.body().contains("name=\"challenge\""));
    }

    @Test
    public void whatAVisitorSaysOfItselfIsNotBelieved() throws Exception {
        int reached = 0;
        for (int i = 0; i < 8; i++) {
            var fields = new HashMap<>(Visitor.donation(visitor.key(), "1", "Somebody"));
            fields.put("email", "liar" + i + "@example.org");
            String other = "192.0.2." + i;
            var attempt = visitor.post("/donations", fields, "X-Forwarded-For", other + ", 203.0.113.8",
                    "Forwarded", "for=" + other, "X-Real-IP", other, "CF-Connecting-IP", other);
            if (attempt.status() == 303) {
                reached++;
                visitor.post(attempt.location(), Map.of("action", "decline"));
                awaitDecided(attempt.location());
            }
        }
        assertEquals("of eight cards", 5, reached);
    }

    @Test
    public void theProxysWordIsHeardAndNoOther() throws Exception {
        Echo.deploy(node, FOLDER.getRoot().toPath());
        Await.until("it answers", () -> visitor.get("/echo").status() == 200);
        assertTrue(echo("X-Forwarded-For", "192.0.2.1, 203.0.113.9").startsWith("203.0.113.9 http 127.0.0.1 "));
        assertTrue(echo("X-Forwarded-For", "2001:db8::9").startsWith("[2001:db8:0:0:0:0:0:9] "));
        for (String nonsense : List.of("not an ip", "localhost", "", "1.2.3.999", "::1]", "1.2.3.4,")) {
            assertTrue(nonsense, echo("X-Forwarded-For", nonsense).startsWith("127.0.0.1 "));
            assertEquals(nonsense, 200, visitor.get("/en/", "X-Forwarded-For", nonsense).status());
        }
        assertTrue(echo("X-Forwarded-Proto", "http, https", "X-Forwarded-Host", "give.example:444")
                .startsWith("127.0.0.1 https give.example "));
        assertTrue(echo("X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "<script>")
                .startsWith("127.0.0.1 http 127.0.0.1 "));
        String headers = echo("X-Forwarded-For", "203.0.113.9", "Forwarded", "for=192.0.2.1;host=other.example",
                "X-Real-IP", "192.0.2.1", "True-Client-IP", "192.0.2.1", "X-Forwarded-Prefix", "/x");
        assertTrue(headers, headers.startsWith("203.0.113.9 http 127.0.0.1 "));
        assertFalse(headers, headers.contains("forwarded") || headers.contains("-ip"));
    }

    private String echo(String... headers) throws Exception {
        return visitor.get("/echo", headers).body();
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
