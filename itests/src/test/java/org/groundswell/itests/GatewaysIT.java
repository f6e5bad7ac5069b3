package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundswell.payments.contract.MollieServer;
import org.groundswell.payments.contract.StripeServer;
import org.joda.money.Money;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** Whole journeys through a node with Stripe and Mollie, against servers on the loopback that behave as they do. */
public class GatewaysIT {
    private static final String STRIPE_KEY = "sk_test_0123456789";
    private static final String MOLLIE_KEY = "test_0123456789";
    private static final StripeServer STRIPE = new StripeServer(STRIPE_KEY, "whsec_0123456789");
    private static final MollieServer MOLLIE = new MollieServer(MOLLIE_KEY);

    @ClassRule
    public static final SharedNode NODE = new SharedNode("gateways");
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @BeforeClass
    public static void bring() throws Exception {
        Node node = NODE.node();
        Path secrets = Files.createDirectory(node.home().resolve("secrets"));
        Files.writeString(secrets.resolve("stripe.key"), STRIPE_KEY);
        Files.writeString(secrets.resolve("stripe.webhook"), "whsec_0123456789");
        Files.writeString(secrets.resolve("mollie.key"), MOLLIE_KEY);
        RuntimeFolder.setting(node.home(), "org.groundswell.payments.stripe", "secretKey = file:secrets/stripe.key",
                "webhookSecrets = file:secrets/stripe.webhook", "apiBase = " + STRIPE.base());
        RuntimeFolder.setting(node.home(), "org.groundswell.payments.mollie", "apiKey = file:secrets/mollie.key",
                "apiBase = " + MOLLIE.base());
        for (String feature : new String[] {"stripe.json", "mollie.json"}) {
            Files.copy(node.home().resolve("features/" + feature), node.home().resolve("deploy/" + feature));
        }
        String base = node.visitor().base();
        STRIPE.notifyAt(URI.create(base + "/payments/stripe/webhook"));
        MOLLIE.notifyAt(URI.create(base + "/payments/mollie/webhook"));
        Await.until("both are offered", () -> {
            String form = node.visitor().get("/en/donate").body();
            return form.contains("value=\"stripe\"") && form.contains("value=\"mollie\"");
        });
    }

    @AfterClass
    public static void end() {
        STRIPE.close();
        MOLLIE.close();
    }

    @Test
    public void aGiftByStripeIsCountedOnceAndPartlyGivenBack() throws Exception {
        long before = node.settledTotal();
        String payment = give("stripe", "25", STRIPE.base());
        Await.until("it counts, though it was notified twice", () -> visitor.raised() == before + 2500);
        assertTrue("with a test key it is a test", visitor.campaign().get("test").getAsBoolean());
        STRIPE.refund(payment, Money.parse("EUR 10"));
        STRIPE.tell(payment);
        Await.until("what went back does not", () -> visitor.raised() == before + 1500);
        STRIPE.failRefund(payment);
        STRIPE.tell(payment);
        Await.until("unless it came back", () -> visitor.raised() == before + 2500);
        assertTrue(audit(), audit().contains("No differences."));
    }

    @Test
    public void aGiftByMollieIsCountedOnceAndChargedBack() throws Exception {
        long before = node.settledTotal();
        String payment = give("mollie", "40", MOLLIE.base());
        Await.until("it counts", () -> visitor.raised() == before + 4000);
        MOLLIE.dispute(payment);
        MOLLIE.tell(payment);
        Await.until("the bank has taken it", () -> visitor.raised() == before);
        MOLLIE.winDispute(payment);
        MOLLIE.tell(payment);
        Await.until("and given it back", () -> visitor.raised() == before + 4000);
        assertTrue(audit(), audit().contains("No differences."));
    }

    @Test
    public void whatNobodyToldUsIsFoundByReconciliation() throws Exception {
        long before = node.settledTotal();
        String location = pledge("stripe", "15");
        String payment = location.substring(location.lastIndexOf('/') + 1);
        STRIPE.pay(payment);
        assertTrue(audit(), audit().contains("payment " + payment + " at stripe is PAID and counts EUR 15.00"));
        String reconciled = node.script("shell", "groundswell:reconcile").text();
        assertTrue(reconciled, reconciled.contains("1 settled, 0 differences"));
        Await.until("it counts", () -> visitor.raised() == before + 1500);
        assertTrue(audit(), audit().contains("No differences."));
    }

    @Test
    public void whatCannotBeTrueIsSaidAndKeepsNothingBack() throws Exception {
        long before = node.settledTotal();
        String chargedBack = give("mollie", "30", MOLLIE.base());
        String refunded = give("mollie", "18", MOLLIE.base());
        Await.until("both count", () -> visitor.raised() == before + 4800);
        MOLLIE.dispute(chargedBack);
        MOLLIE.refund(refunded, Money.parse("EUR 20"));
        try {
            var told = visitor.post("/payments/mollie/webhook", Map.of("id", refunded));
            assertEquals("taken, and not to be sent again", 200, told.status());
            Await.until("all of it went back", () -> visitor.raised() == before + 3000);
            var reconciled = node.script("shell", "groundswell:reconcile");
            assertTrue(reconciled.text(), reconciled.text().contains("EUR 20.00 went back, of EUR 18.00")
                    && !reconciled.text().contains("not finished"));
            assertNotEquals("whoever runs it by a clock sees that", 0, reconciled.status());
            Await.until("the chargeback that nobody told", () -> visitor.raised() == before);
            var audit = node.script("shell", "groundswell:audit");
            assertTrue(audit.text(), audit.text().contains(" donations\n") && audit.text().contains("stripe: ")
                    && audit.text().contains("1 difference(s)."));
            assertNotEquals(audit.text(), 0, audit.status());
        } finally {
            MOLLIE.failRefund(refunded);
            MOLLIE.winDispute(chargedBack);
            node.script("shell", "groundswell:reconcile");
        }
        Await.until("as it was", () -> visitor.raised() == before + 4800);
        assertTrue(audit(), audit().contains("No differences."));
        assertEquals(0, node.script("shell", "groundswell:audit").status());
    }

    @Test
    public void aKeyThatIsGoneIsSaidOnce() throws Exception {
        Path key = node.home().resolve("secrets/mollie.key");
        Path log = node.home().resolve("data/logs/groundswell.log");
        Files.delete(key);
        try {
            long lines = Files.lines(log).count();
            visitor.post("/payments/mollie/webhook", Map.of("id", "tr_first"));
            Await.until("it is not offered", () -> !visitor.get("/en/donate").body().contains("value=\"mollie\""));
            for (int i = 0; i < 100; i++) {
                visitor.post("/payments/mollie/webhook", Map.of("id", "tr_" + i));
                assertFalse(visitor.get("/en/donate?" + i).body().contains("value=\"mollie\""));
                visitor.get("/readyz");
            }
            Await.until("it is said", () -> Files.readString(log).contains("Payment provider mollie cannot be used"));
            long more = Files.lines(log).count() - lines;
            assertTrue(more + " lines more in the log", more < 20);
            assertTrue(visitor.get("/en/donate").body().contains("value=\"stripe\""));
        } finally {
            Files.writeString(key, MOLLIE_KEY);
        }
        Await.until("it counts at once", () -> visitor.get("/en/donate").body().contains("value=\"mollie\""));
    }

    @Test
    public void aGatewayThatIsDownLeavesTheOther() throws Exception {
        MOLLIE.down(true);
        try {
            var fields = form("mollie", "12");
            var answer = visitor.post("/donations", fields);
            assertEquals(503, answer.status());
            assertTrue("the other one comes first now", answer.body().indexOf("value=\"stripe\"")
                    < answer.body().indexOf("value=\"mollie\""));
            fields.put("provider", "stripe");
            assertTrue(onward(visitor.post("/donations", fields)).startsWith(STRIPE.base()));
        } finally {
            MOLLIE.down(false);
        }
    }

    @Test
    public void aFinalNoIsSaidAtTheField() throws Exception {
        var fields = form("stripe", "12");
        STRIPE.refuse(true);
        try {
            for (int i = 0; i < 6; i++) {
                var answer = visitor.post("/donations", fields);
                assertEquals(422, answer.status());
                assertTrue(answer.body(), answer.body().contains("does not take this amount"));
                fields = form("stripe", "12");
            }
            assertEquals("no outage", 200, visitor.get("/readyz/give").status());
        } finally {
            STRIPE.refuse(false);
        }
        assertTrue(onward(visitor.post("/donations", form("stripe", "12"))).startsWith(STRIPE.base()));
    }

    /** By the gateway's word for what it does not take: where the donor reads it, and which words. */
    @Test
    public void aBrowserShowsAFinalNoWhereItCanBeMended() throws Exception {
        Map<String, String> places = Map.of("amount", "amount", "billingEmail", "email", "method", "");
        try (var browser = new Browser(true, "en")) {
            browser.open(visitor.base() + "/en/donate");
            for (var each : places.entrySet()) {
                MOLLIE.refuse(each.getKey());
                browser.click("input[name=provider][value=mollie]");
                browser.type("#other", "17");
                browser.type("#email", "ann@example.org");
                browser.click("form.donation button.wide");
                String said = each.getValue().isEmpty() ? "does not take this payment"
                        : each.getValue().equals("email") ? "does not take this e-mail address" : "does not take this amount";
                Await.until(said, () -> browser.text(".problems").contains(said));
                assertTrue(browser.title(), browser.title().startsWith("Error: "));
                assertEquals("problems", browser.focused().getDomAttribute("class"));
                assertEquals("the amount is as it was", "17", browser.find("#other").getDomProperty("value"));
                assertEquals(each.getValue().isEmpty() ? "" : "problem-" + each.getValue(), browser.findAll("h1, .problem")
                        .stream().map(place -> place.getDomProperty("id")).collect(Collectors.joining()));
                browser.keep("gateways-refused-" + each.getKey());
            }
        } finally {
            MOLLIE.refuse(false);
        }
        assertTrue(onward(visitor.post("/donations", form("mollie", "12"))).startsWith(MOLLIE.base()));
    }

    @Test
    public void whoDoesNotPayFindsTheFormAndMayGoElsewhere() throws Exception {
        long before = node.settledTotal();
        String location = pledge("stripe", "31");
        String canceled = new Visitor(STRIPE.base()).post(location, Map.of("action", "cancel")).location();
        var form = visitor.get(canceled);
        assertEquals(200, form.status());
        assertTrue(form.body(), form.body().contains("value=\"31\"") && form.body().contains("Gate Way")
                && form.body().contains("role=\"status\">You have not paid"));
        assertFalse("that is no mistake", form.body().contains("class=\"problems\"") || form.body().contains("Error: "));
        assertEquals("nobody can pay it any more", 410,
                new Visitor(STRIPE.base()).post(location, Map.of("action", "pay")).status());
        give("mollie", "31", MOLLIE.base());
        Await.until("it counts once", () -> visitor.raised() == before + 3100);
        assertEquals("only who has the link", 404,
                visitor.get(canceled.substring(0, canceled.length() - 4)).status());
    }

    @Test
    public void whatAGatewayDoesNotTakeIsSaidBeforeAnythingIsNoted() throws Exception {
        long asked = STRIPE.asked();
        var answer = visitor.post("/donations", form("stripe", "0.01"));
        assertEquals(422, answer.status());
        assertEquals(asked, STRIPE.asked());
    }

    /** A bank that nobody here knows, behind the gateway: Chromium holds every redirect of a form against its page. */
    @Test
    public void aBrowserIsLedThroughToAThirdHost() throws Exception {
        MOLLIE.sendOn(true);
        try (var browser = new Browser(false, "en")) {
            browser.open(node.visitor().base() + "/en/donate");
            browser.click("input[name=provider][value=mollie]");
            browser.type("#other", "17");
            browser.keep("gateways-form");
            browser.click("form.donation button.wide");
            Await.until("the bank's page", () -> browser.url().startsWith("http://localhost:"));
            browser.click("button[value=cancel]");
            Await.until("the form as it was", () -> browser.url().contains("/canceled?"));
            assertEquals("17", browser.find("#other").getAttribute("value"));
            browser.keep("gateways-canceled");
        } finally {
            MOLLIE.sendOn(false);
        }
    }

    @Test
    public void aGatewayThatFailsIsSeenByHealth() throws Exception {
        STRIPE.down(true);
        try {
            visitor.post("/donations", form("stripe", "12"));
            Await.until("health says it", () -> health().contains("Payments with stripe fail"));
            assertTrue("the other one works", visitor.get("/readyz/give").status() == 200);
            assertNotEquals("another one is chosen", 503, visitor.post("/donations", form("", "12")).status());
        } finally {
            STRIPE.down(false);
        }
        Await.until("it works again", () -> visitor.post("/donations", form("stripe", "12")).status() == 200);
        Await.until("and health says so", () -> !health().contains("Payments with stripe fail"));
    }

    /** The sandbox is led to Stripe here, which does not know its key either. */
    @Test
    public void oneRefusedKeyIsEnoughAndSoIsOneThatIsTaken() throws Exception {
        Path secrets = node.home().resolve("secrets");
        Path elsewhere = node.home().resolve("conf/org.groundswell.payments.sandbox.gateway.cfg");
        Files.writeString(secrets.resolve("stripe.key"), "sk_test_of_another_account");
        Files.writeString(secrets.resolve("mollie.key"), "test_of_another_account");
        Files.writeString(secrets.resolve("sandbox.key"), "of-nobody-at-all");
        Files.writeString(elsewhere, "address = " + STRIPE.base() + "\nkey = file:secrets/sandbox.key\n");
        try {
            for (String provider : new String[] {"stripe", "mollie"}) {
                assertEquals(200, visitor.get("/readyz/give").status());
                assertEquals(provider, 503, visitor.post("/donations", form(provider, "12")).status());
                Await.until("health says it", () -> health().contains("The key of " + provider + " is refused"));
            }
            Await.until("the last one", () -> visitor.post("/donations", form("sandbox", "12")).status() == 503);
            Await.until("nobody can pay", () -> visitor.get("/readyz/give").status() == 503);
        } finally {
            Files.writeString(secrets.resolve("stripe.key"), STRIPE_KEY);
            Files.writeString(secrets.resolve("mollie.key"), MOLLIE_KEY);
            Files.delete(elsewhere);
        }
        assertTrue(onward(visitor.post("/donations", form("stripe", "12"))).startsWith(STRIPE.base()));
        Await.until("donors come again", () -> visitor.get("/readyz/give").status() == 200);
        assertTrue(onward(visitor.post("/donations", form("mollie", "12"))).startsWith(MOLLIE.base()));
        Await.until("the sandbox is here again", () -> visitor.post("/donations", form("sandbox", "12")).status() == 303);
        Await.until("nothing is refused any more", () -> !health().contains("is refused"));
    }

    @Test
    public void secretsAreNowhereAndLiveKeysAreRefused() throws Exception {
        Path key = node.home().resolve("secrets/stripe.key");
        Files.writeString(key, "sk_live_0123456789");
        try {
            Await.until("a live key has no place here", () -> !visitor.get("/en/donate").body().contains(
                    "value=\"stripe\""));
            Await.until("and that is said", () -> node.outputText().contains("Provider stripe has a live key"));
        } finally {
            Files.writeString(key, STRIPE_KEY);
        }
        Await.until("the test key is good", () -> visitor.get("/en/donate").body().contains("value=\"stripe\""));
        String[] login = {"Authorization", Console.basic(node.password())};
        for (String text : new String[] {node.outputText(), Files.readString(node.home().resolve(
                "data/logs/groundswell.log")), node.admin().get("/system/console/configMgr", login).body(),
                node.admin().get("/system/console/components.json", login).body()}) {
            assertFalse(text.contains(STRIPE_KEY) || text.contains("sk_live_0123456789") || text.contains(MOLLIE_KEY));
        }
    }

    /** The donor's whole way; returns the gateway's id of the payment. */
    private String give(String provider, String amount, String gateway) throws Exception {
        String location = pledge(provider, amount);
        var decided = new Visitor(gateway).post(location, Map.of("action", "pay"));
        var returned = visitor.get(decided.location());
        assertTrue(returned.location(), returned.location().startsWith("/en/thanks"));
        assertTrue(visitor.get(returned.location()).body().contains("Thank you!"));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private String pledge(String provider, String amount) throws Exception {
        return onward(visitor.post("/donations", form(provider, amount))).replaceFirst("https?://[^/]+", "");
    }

    /** The page between the form and the gateway goes on at once, without a script. */
    private static String onward(Visitor.Answer answer) {
        assertEquals(answer.body(), 200, answer.status());
        return answer.header("refresh").replaceFirst("0; url=", "");
    }

    private Map<String, String> form(String provider, String amount) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), amount, "Gate Way"));
        fields.put("provider", provider);
        return fields;
    }

    private String health() throws Exception {
        return node.script("shell", "groundswell:health").text();
    }

    private String audit() throws Exception {
        return node.script("shell", "groundswell:audit").text();
    }
}
