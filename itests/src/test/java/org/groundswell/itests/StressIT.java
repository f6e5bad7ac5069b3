package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Test;

/** Whether the stress tester says what an admin has to know before the evening. */
public class StressIT {
    private static final String[] TEST =
            {"stress", "--visitors", "4", "--seconds", "5", "--donors", "60", "--think", "0.5"};
    private static final Pattern TOKEN = Pattern.compile("--token ([0-9a-f]{32})");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("stress");
    private final Node node = NODE.node();

    @Test
    public void visitorsComeAndGiveAndTheReportSaysSo() throws Exception {
        long before = node.settledTotal();
        var first = node.script(TEST);
        assertEquals(first.text(), 0, first.status());
        assertTrue(first.text(), first.text().contains("The evening will hold."));
        Await.until("donations are in the ledger", () -> node.ledgerTotal() > before);
        var second = node.script(Stream.concat(Stream.of(TEST), Stream.of("--compare", "100")).toArray(String[]::new));
        assertEquals(second.text(), 0, second.status());
        assertTrue(second.text(), second.text().contains("(last time "));
        String page = node.admin().get("/system/console/stress", "Authorization", Console.basic(node.password()))
                .body();
        assertTrue(page, page.contains("http://127.0.0.1:" + node.publicPort()));
    }

    @Test
    public void whatGivesWayIsNamed() throws Exception {
        try (Node broken = Node.prepared("stress-broken")) {
            RuntimeFolder.addSetting(broken.home(), "org.groundswell.payments.sandbox", "down = true");
            broken.start();
            var test = broken.script(TEST);
            assertEquals(test.text(), 1, test.status());
            assertTrue(test.text(), test.text().contains("What gave way first"));
            assertTrue(test.text(), test.text().contains("POST /donations answered 503"));
        }
    }

    @Test
    public void onlyWhoeverHasAgreedIsTested() throws Exception {
        var refused = node.script("stress", "http://192.0.2.1");
        assertEquals(refused.text(), 2, refused.status());
        Matcher token = TOKEN.matcher(node.script("shell", "groundswell:allowstress").text());
        assertTrue(token.find());
        assertEquals(204, node.visitor().get("/stress-agreement?token=" + token.group(1)).status());
        assertEquals(404, node.visitor().get("/stress-agreement?token=" + "0".repeat(32)).status());
        assertEquals(404, node.visitor().get("/stress-agreement?token=").status());
        assertFalse("a token is for whoever got it", node.outputText().contains(token.group(1)));
    }
}
