package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.junit.ClassRule;
import org.junit.Test;

/** The public contract of a donation, by real HTTP. */
public class DonationIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("donation");
    private final Visitor visitor = NODE.node().visitor();

    @Test
    public void aDonorGivesAndTheTotalMoves() throws Exception {
        long before = NODE.node().settledTotal();
        Answer thanks = visitor.give("25.50", "Anna", "pay");
        assertEquals(200, thanks.status());
        assertTrue(thanks.body(), thanks.body().contains("Thank you!") && thanks.body().contains("€25.50"));
        assertEquals("no-store", thanks.header("cache-control"));
        Await.until("the total moves", () -> visitor.raised() == before + 2550);
        Await.until("the home page shows the gift", () -> visitor.get("/en/").body().contains("€25.50"));
    }

    @Test
    public void aDeclinedOrCanceledPaymentCountsNothing() throws Exception {
        long before = NODE.node().settledTotal();
        assertTrue(visitor.give("30", "Declined", "decline").body().contains("That did not work"));
        assertTrue(visitor.give("30", "Canceled", "cancel").body().contains("You stopped the payment"));
        assertTrue(visitor.give("30", "Pending", "pending").body().contains("We are still waiting for your bank"));
        assertEquals(before, visitor.raised());
    }

    @Test
    public void eachVisitorGetsAKeyAndAKeyCountsOnce() throws Exception {
        String key = visitor.key();
        assertNotEquals(key, visitor.key());
        Answer first = visitor.post("/donations", Visitor.donation(key, "25", "Once"));
        Answer again = visitor.post("/donations", Visitor.donation(key, "25", "Once"));
        assertEquals(303, first.status());
        assertEquals("the same payment", first.location(), again.location());
        visitor.post(first.location(), Map.of("action", "pay"));
        Await.until("it is settled", () -> visitor.post("/donations", Visitor.donation(key, "25", "Once")).location()
                .startsWith("/en/thanks?donation="));
    }

    @Test
    public void anotherAmountFromTheSameFormEndsThePaymentBefore() throws Exception {
        long before = NODE.node().settledTotal();
        String key = visitor.key();
        Answer first = visitor.post("/donations", Visitor.donation(key, "25", "Changes"));
        Answer second = visitor.post("/donations", Visitor.donation(key, "50", "Changes"));
        assertEquals(303, second.status());
        assertNotEquals(first.location(), second.location());
        visitor.post(first.location(), Map.of("action", "pay"));
        visitor.post(second.location(), Map.of("action", "pay"));
        Await.until("one of them counts", () -> visitor.raised() == before + 5000);
        assertTrue(NODE.node().script("shell", "groundswell:audit").text().contains("No differences."));
        Answer third = visitor.post("/donations", Visitor.donation(key, "75", "Changes"));
        assertEquals(409, third.status());
        assertTrue(third.body(), third.body().contains("This form has made a gift of €50.00, which was paid and counts."));
        assertTrue("with a key of its own", !third.body().contains(key));
    }

    @Test
    public void aFormWithoutAKeyIsConfirmedFirst() throws Exception {
        var fields = new HashMap<>(Visitor.donation("", "25", "Keyless & <b>bold</b>"));
        fields.remove("key");
        Answer confirm = visitor.post("/donations", fields);
        assertEquals(200, confirm.status());
        assertEquals("no-store", confirm.header("cache-control"));
        assertTrue(confirm.body(), confirm.body().contains("One more look"));
        assertTrue(confirm.body(), confirm.body().contains("Keyless &amp; &lt;b&gt;bold&lt;/b&gt;"));
        fields.put("key", Visitor.keyIn(confirm.body()));
        assertEquals(36, fields.get("key").length());
        assertEquals(303, visitor.post("/donations", fields).status());
    }

    @Test
    public void anAmountIsReadInTheDonorsLanguage() throws Exception {
        var dutch = new HashMap<>(Visitor.donation(visitor.key(), "3,30", "Jan"));
        dutch.put("lang", "nl");
        assertTrue(visitor.get(visitor.post("/donations", dutch).location()).body().contains("3,30"));
        var arabic = new HashMap<>(Visitor.donation(visitor.key(), "١٢٫٥٠", "أمينة"));
        arabic.put("lang", "ar");
        assertTrue(visitor.get(visitor.post("/donations", arabic).location()).body().contains("12.50"));
    }

    @Test
    public void messagesStandAtTheFieldsInTheDonorsLanguage() throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "niets", "Jan"));
        fields.put("lang", "nl");
        fields.put("email", "geen adres");
        Answer answer = visitor.post("/donations", fields);
        assertEquals(422, answer.status());
        assertTrue(answer.body().contains("id=\"problem-amount\">Vul een bedrag in"));
        assertTrue(answer.body().contains("id=\"problem-email\">Dit lijkt geen e-mailadres"));
        assertTrue("the form is as it was", answer.body().contains("value=\"Jan\""));
    }

    @Test
    public void somethingMayBeChangedOnTheSummary() throws Exception {
        var fields = new HashMap<>(Visitor.donation("", "12.50", "Jan"));
        fields.put("email", "jan@example.org");
        Answer summary = visitor.post("/donations", fields);
        assertTrue(summary.body(), summary.body().contains("name=\"edit\" value=\"en\""));
        fields.put("edit", "nl");
        Answer form = visitor.post("/donations", fields);
        assertEquals(200, form.status());
        for (String each : new String[] {"lang=\"nl\"", "value=\"12,50\"", "value=\"Jan\"", "value=\"jan@example.org\""}) {
            assertTrue(each, form.body().contains(each));
        }
        assertTrue("nothing is wrong with it", !form.body().contains("id=\"problem"));
    }

    @Test
    public void aDonorWhoDoesNotWantToBeNamedIsNot() throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "77", "Secret Sarah"));
        fields.put("anonymous", "yes");
        Answer pledged = visitor.post("/donations", fields);
        visitor.post(pledged.location(), Map.of("action", "pay"));
        Await.until("it shows", () -> visitor.get("/en/").body().contains("€77"));
        assertTrue(!visitor.get("/en/").body().contains("Secret Sarah"));
        assertTrue(visitor.get("/en/").body().contains("Anonymous"));
    }

    @Test
    public void aRefundReducesTheTotal() throws Exception {
        long before = NODE.node().settledTotal();
        Answer pledged = visitor.post("/donations", Visitor.donation(visitor.key(), "40", "Refunded"));
        visitor.post(pledged.location(), Map.of("action", "pay"));
        Await.until("it counts", () -> visitor.raised() == before + 4000);
        visitor.post(pledged.location(), Map.of("action", "refund-half"));
        Await.until("half of it", () -> visitor.raised() == before + 2000);
        visitor.post(pledged.location(), Map.of("action", "refund-all"));
        Await.until("none of it", () -> visitor.raised() == before);
    }
}
