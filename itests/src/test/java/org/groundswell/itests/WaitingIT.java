package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.ClassRule;
import org.junit.Test;

/** More donors than the payment side takes: who came first pays first, whatever happens meanwhile. */
public class WaitingIT {
    private static final int CROWD = 16;

    @ClassRule
    public static final SharedNode NODE = new SharedNode("waiting",
            Map.of("org.groundswell.donations.service.waiting", List.of("perSecond = 2")));
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void whoCameFirstPaysFirst() throws Exception {
        long before = node.settledTotal();
        List<String> queue = crowd(CROWD);
        assertTrue("most of " + CROWD + " wait: " + queue, queue.size() > CROWD / 2);
        assertPlaceSurvivesAReload(queue.getLast());
        assertNobodyElseWaits(queue.getLast());
        payInOrder(queue);
        long expected = before + queue.size() * 500L;
        Await.until("every gift counts", () -> node.ledgerTotal() == expected);
    }

    @Test
    public void theOrderSurvivesAKilledNode() throws Exception {
        List<String> queue = crowd(CROWD);
        Await.until("the node has noted that donors wait", () -> node.home().resolve("data/waiting").toFile().exists());
        node.kill();
        node.start();
        Await.until("all had the time to come back", () -> {
            for (String address : queue.reversed()) {
                visitor.get(address);
            }
            return visitor.get(queue.getFirst()).status() == 303;
        });
        payInOrder(queue);
    }

    @Test
    public void aPlaceCannotBeMadeUp() throws Exception {
        List<String> queue = crowd(CROWD);
        String last = queue.getLast();
        assertEquals(404, visitor.get(last.substring(0, last.length() - 1)).status());
        assertEquals(404, visitor.get(last.replaceFirst("donation=0", "donation=1")).status());
        assertEquals(404, visitor.get(last.replace("provider=", "provider=other")).status());
        payInOrder(queue);
    }

    @Test
    public void aBrowserWithoutScriptsGoesOnByItself() throws Exception {
        try (var browser = new Browser(false, "en")) {
            browser.open(visitor.base() + "/en/donate");
            // Only now: whoever does not look again for a while has left the queue, and a browser may begin slowly.
            List<String> queue = crowd(CROWD);
            browser.click("form.donation button.wide");
            browser.awaitText("h1", "You are in the queue");
            browser.keep("waiting-phone");
            browser.desk();
            browser.keep("waiting-desk");
            payInOrder(queue);
            Await.until("the gateway's page", () -> browser.url().contains("/sandbox/checkout/"));
            browser.click("button[value=pay]");
            browser.awaitText("h1", "Thank you!");
        }
    }

    /** Donors at once; the addresses of those who have to wait, in the order in which they came. */
    private List<String> crowd(int donors) throws Exception {
        var queue = new ArrayList<String>();
        for (int i = 0; i < donors; i++) {
            String next = visitor.post("/donations", Visitor.donation(visitor.key(), "5", "Donor " + i)).location();
            if (next.startsWith("/wait?")) {
                queue.add(next);
            }
        }
        return queue;
    }

    private void assertPlaceSurvivesAReload(String address) throws Exception {
        int first = place(visitor.get(address));
        int second = place(visitor.get(address));
        assertTrue(first + " then " + second, second <= first && second >= first - 2);
    }

    private void assertNobodyElseWaits(String address) throws Exception {
        assertEquals(200, visitor.get("/en/").status());
        assertEquals(200, visitor.get("/api/campaigns/flood").status());
        Answer page = visitor.get(address);
        assertEquals("no-store", page.header("cache-control"));
        assertTrue(page.header("set-cookie").isEmpty());
        assertTrue(page.body(), page.body().contains("http-equiv=\"refresh\""));
    }

    /** The last one always asks first; the turn goes to the first one all the same. */
    private void payInOrder(List<String> queue) {
        var left = new ArrayList<>(queue);
        Await.until("everybody's turn", () -> {
            var called = new ArrayList<String>();
            for (String address : left.reversed()) {
                Answer answer = visitor.get(address);
                if (answer.status() == 303) {
                    called.addFirst(address);
                    assertEquals(303, visitor.post(answer.location(), Map.of("action", "pay")).status());
                } else {
                    assertEquals(answer.body(), 200, answer.status());
                }
            }
            assertEquals("those who came first", left.subList(0, called.size()), called);
            left.removeAll(called);
            return left.isEmpty();
        });
    }

    private static int place(Answer answer) {
        Element place = Jsoup.parse(answer.body()).selectFirst("p.raised strong");
        assertNotNull(answer.body(), place);
        return Integer.parseInt(place.text());
    }
}
