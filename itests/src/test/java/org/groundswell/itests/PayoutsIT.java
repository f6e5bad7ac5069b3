package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.payments.contract.StripeServer;
import org.joda.money.Money;
import org.junit.AfterClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.openqa.selenium.WebElement;

/** What the sandbox and Stripe have paid out is explained in the console, euro by euro, and goes into the accountant's file. */
public class PayoutsIT {
    private static final String KEY = "sk_test_0123456789";
    private static final StripeServer STRIPE = new StripeServer(KEY, "whsec_0123456789");
    private static final Pattern WELCOME = Pattern.compile("https?://\\S+/admin/welcome\\?link=(\\S+)");
    private static final YearMonth MONTH = YearMonth.now(ZoneOffset.UTC);
    private static final String PASSWORD = "a long sentence nobody guesses";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("payouts",
            Map.of("org.groundswell.payments.sandbox", List.of("payoutMinutes = 0")));

    private final Node node = NODE.node();
    private final Visitor donor = node.visitor();
    private final Visitor admin = node.admin();

    @AfterClass
    public static void end() {
        STRIPE.close();
    }

    @Test
    public void theMoneyOfAnEveningIsFoundAtTheBank() throws Exception {
        String refunded = give("sandbox", "40");
        give("sandbox", "15");
        donor.post(refunded, Map.of("action", "refund-half"));
        Await.until("the books have all of it", () -> donor.raised() == 3500);
        try (var browser = new Browser(true, "en")) {
            browser.desk();
            browser.open(admin.base() + "/admin/welcome?link=" + only(WELCOME, node.outputText()));
            browser.type("main input[name=name]", "fiona");
            browser.type("main input[name=password]", PASSWORD);
            browser.type("main input[name=again]", PASSWORD);
            browser.click("main form button");
            Await.until("she is in", () -> browser.url().endsWith("/admin/start"));
            allOfItIsExplained(browser);
            whatStripeKeepsToItselfStandsOut(browser);
            looks(browser);
        }
        theFileAddsUp();
    }

    private void allOfItIsExplained(Browser browser) throws Exception {
        // 40 and 15, less 20 that went back, and 1.5 per cent and a quarter each: 0.85 and 0.47.
        Await.until("all of it was read", () -> {
            ask(browser);
            return arrived("sandbox").equals(new BigDecimal("33.68"));
        });
        browser.open(admin.base() + "/admin/payouts");
        List<WebElement> rows = browser.findAll("main tbody tr");
        assertTrue(browser.text("main tbody"), rows.stream().allMatch(each -> each.getText().contains("All of it")));
        browser.click("main tbody tr:last-child a");
        assertTrue(browser.text("main .done"), browser.text("main .done").startsWith("Every cent is explained"));
        browser.keep("admin-payout-explained");
        browser.click("main tbody a");
        assertTrue("from a line to its gift", browser.url().contains("/admin/gifts/gift?id="));
    }

    private void ask(Browser browser) {
        browser.open(admin.base() + "/admin/payouts");
        browser.click("form[action='/admin/payouts'] button");
    }

    private void whatStripeKeepsToItselfStandsOut(Browser browser) throws Exception {
        Path secrets = Files.createDirectory(node.home().resolve("secrets"));
        Files.writeString(secrets.resolve("stripe.key"), KEY);
        Files.writeString(secrets.resolve("stripe.webhook"), "whsec_0123456789");
        RuntimeFolder.setting(node.home(), "org.groundswell.payments.stripe", "secretKey = file:secrets/stripe.key",
                "webhookSecrets = file:secrets/stripe.webhook", "apiBase = " + STRIPE.base());
        Files.copy(node.home().resolve("features/stripe.json"), node.home().resolve("deploy/stripe.json"));
        Await.until("it is offered", () -> donor.get("/en/donate").body().contains("value=\"stripe\""));
        give("stripe", "25");
        Await.until("the books have it", () -> donor.raised() == 6000);
        STRIPE.move("stripe_fee", -120);
        STRIPE.move("reserve_transaction", -900);
        String payout = STRIPE.payOut().orElseThrow();
        Await.until("it was read", () -> {
            ask(browser);
            return browser.text("main tbody").contains("Unexplained: -€9.00");
        });
        browser.keep("admin-payouts");
        browser.open(admin.base() + "/admin/payouts/payout?provider=stripe&id=" + payout);
        String unexplained = browser.text("main tbody");
        assertTrue(unexplained, unexplained.contains("Correction"));
        assertTrue(unexplained, unexplained.contains("reserve_transaction"));
        assertEquals("gift, fee, reserve, and the reserve among the unexplained", 4, browser.findAll("main tbody tr").size());
        browser.keep("admin-payout-unexplained");
    }

    /** In each language, dark too; nobody stumbles, and the browser has nothing to complain about. */
    private void looks(Browser browser) throws Exception {
        String one = browser.url();
        for (String language : List.of("nl", "ar", "en")) {
            browser.open(admin.base() + "/admin/payouts");
            browser.click("button[name=language][value=" + language + "]");
            Await.until("the page speaks " + language, () -> browser.find("html").getDomAttribute("lang").equals(language));
            assertEquals("the list in " + language, List.of(), browser.barriers());
            browser.keep("admin-payouts-" + language);
            browser.open(one);
            assertEquals("one in " + language, List.of(), browser.barriers());
            browser.keep("admin-payout-" + language);
        }
        browser.prefers("prefers-color-scheme", "dark");
        browser.open(one);
        assertEquals(List.of(), browser.barriers());
        browser.keep("admin-payout-dark");
        assertEquals(List.of(), browser.complaints());
    }

    /** What Stripe pays out arrives two days later, in the next month perhaps. */
    private void theFileAddsUp() throws Exception {
        assertEquals("25, less 0.63, 1.20 and 9", new BigDecimal("14.17"), arrived("stripe"));
        String[] owner = {"Authorization", Console.basic(node.password())};
        String sums = admin.get("/admin/payouts/export?month=" + MONTH + "&what=sums", owner).body();
        assertTrue(sums, sums.contains("\"" + MONTH + "\",\"flood\",\"EUR\",\""));
        assertTrue("it stands in the audit log", admin.get("/admin/audit", owner).body().contains("Saved payouts as a file"));
        assertEquals(400, admin.get("/admin/payouts/export?month=2026-13", owner).status());
        assertEquals("nobody without a name", 401, admin.get("/admin/payouts").status());
        assertEquals("nor in public", 404, donor.get("/admin/payouts").status());
    }

    /** What a gateway's lines bring, in this month's file. */
    private BigDecimal arrived(String provider) throws Exception {
        String[] owner = {"Authorization", Console.basic(node.password())};
        BigDecimal sum = BigDecimal.ZERO;
        for (YearMonth month : List.of(MONTH, MONTH.plusMonths(1))) {
            for (String row : admin.get("/admin/payouts/export?month=" + month, owner).body().split("\r\n")) {
                String[] cells = row.substring(1, row.length() - 1).split("\",\"", -1);
                sum = cells[0].equals(provider) ? sum.add(new BigDecimal(cells[8])) : sum;
            }
        }
        return sum;
    }

    /** A gift that is paid; returns where its gateway showed the donor the payment. */
    private String give(String provider, String amount) throws Exception {
        var form = new HashMap<>(Visitor.donation(donor.key(), amount, "Anna"));
        form.put("provider", provider);
        Visitor.Answer pledged = donor.post("/donations", form);
        boolean stripe = provider.equals("stripe");
        // A page of the site goes on to a gateway that is elsewhere.
        String checkout = stripe ? pledged.header("refresh").replaceFirst("0; url=https?://[^/]+", "") : pledged.location();
        var decided = (stripe ? new Visitor(STRIPE.base()) : donor).post(checkout, Map.of("action", "pay"));
        donor.get(decided.location());
        return checkout;
    }

    private static String only(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertTrue(pattern + " is not in " + text, found.find());
        return found.group(1);
    }
}
