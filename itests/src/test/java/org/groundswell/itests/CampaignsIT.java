package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.openqa.selenium.WebElement;

/** A site that collects for two campaigns, and the addresses on its mails and posters. */
public class CampaignsIT {
    private static final List<String> PLAIN = List.of("25", "10");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("campaigns", Map.of("org.groundswell.donations.moderation",
            List.of("names = all")));
    private final Visitor visitor = NODE.node().visitor();

    @BeforeClass
    public static void openASecondOne() throws Exception {
        Path site = NODE.node().home().resolve("site");
        for (String language : List.of("en", "nl", "ar")) {
            Path texts = site.resolve("translations/" + language + ".yaml");
            Files.writeString(texts, Files.readString(texts).replace("campaign: {", "campaign: { school.title: A school "
                    + language + ","));
            Path page = site.resolve("content/" + language + "/campaigns/school.md");
            Files.createDirectories(page.getParent());
            Files.writeString(page, "---\ntitle: A school\nthanks: The children thank you\n"
                    + "gifts: { title: For, 1: { title: A desk, text: For two } }\n---\nIt has no roof.\n");
        }
        Files.writeString(site.resolve("site.yaml"),
                "  - { id: school, currency: EUR, goal: 5000, amounts: [7, 30, 90] }\n", StandardOpenOption.APPEND);
        // A form is made for whoever asks as soon as the site is read; its page, and all ways to pay, come a moment later.
        Await.until("the second campaign", () -> NODE.node().visitor().get("/ar/school").status() == 200
                && NODE.node().visitor().get("/en/donate").body().contains("monthlyAmount"));
    }

    @Test
    public void aSecondCampaignIsGivenToFromItsPageToItsThanks() throws Exception {
        Await.until("no remark", () -> visitor.get("/readyz").body()
                .contains("{\"name\":\"site\",\"status\":\"OK\"}"));
        String page = visitor.get("/en/school").body();
        assertTrue(page, page.contains("It has no roof.") && page.contains("data-live=\"/live/school\"")
                && page.contains("<a href=\"/en/school/donate?amount=30\" data-fill>"));
        assertTrue(visitor.get("/en/").body().contains("<a href=\"/en/school\">A school en</a>"));
        String form = visitor.get("/en/school/donate").body();
        assertEquals(List.of("30"), chosen(form));
        assertTrue(form, form.contains("name=\"campaign\" value=\"school\"") && form.contains("<strong>A desk</strong>"));
        long flood = NODE.node().settledTotal();
        var fields = new HashMap<>(Visitor.donation(Visitor.keyIn(form), "30", "Noor"));
        fields.put("campaign", "school");
        Answer paid = visitor.post(visitor.post("/donations", fields).location(), Map.of("action", "pay"));
        String thanks = visitor.get(visitor.get(paid.location()).location()).body();
        assertTrue(thanks, thanks.contains("The children thank you") && thanks.contains("<a href=\"/en/school\">")
                && thanks.contains("A school en"));
        Await.until("its bar moves", () -> JsonParser.parseString(visitor.get("/api/campaigns/school").body())
                .getAsJsonObject().get("raised").getAsLong() == 3000 && visitor.get("/en/school").body().contains("Noor"));
        assertEquals("and no other", flood, visitor.raised());
        assertFalse(visitor.get("/en/").body().contains("Noor"));
    }

    @Test
    public void anAddressFillsTheForm() throws Exception {
        Answer filled = visitor.get("/en/donate?utm_source=mail&amount=50");
        assertEquals(200, filled.status());
        assertEquals("no-store", filled.header("cache-control"));
        assertEquals(List.of("50", "10"), chosen(filled.body()));
        assertNotEquals(Visitor.keyIn(filled.body()), Visitor.keyIn(visitor.get("/en/donate?amount=50").body()));
        String monthly = visitor.get("/nl/donate?amount=20&monthly=yes").body();
        assertEquals(List.of("25", "20"), chosen(monthly));
        assertTrue(monthly, monthly.contains("name=\"monthly\" value=\"yes\" checked"));
        String typed = visitor.get("/nl/donate?amount=12.50").body();
        assertEquals(List.of(), chosen(typed));
        assertTrue(typed, Jsoup.parse(typed).selectFirst("#other[value='12,50']") != null);
        String school = visitor.get("/en/donate?campaign=school&amount=90").body();
        assertEquals(List.of("90"), chosen(school));
        assertTrue(school, school.contains("name=\"campaign\" value=\"school\""));
        assertEquals(List.of("7"), chosen(visitor.get("/ar/school/donate?amount=7").body()));
        String generous = visitor.get("/en/donate?campaign=SCHOOL&amount=%D9%A9%D9%A0&monthly=YES").body();
        assertEquals(List.of("90"), chosen(generous));
        assertTrue(generous, generous.contains("name=\"campaign\" value=\"school\"")
                && generous.contains("name=\"monthly\" value=\"yes\" checked"));
        assertEquals(405, visitor.post("/en/donate?amount=50", Map.of("amount", "50")).status());
        assertEquals("", visitor.method("HEAD", "/en/donate?amount=50").body());
        var fields = new HashMap<>(Visitor.donation(Visitor.keyIn(filled.body()), "50", "Filled"));
        assertTrue("it counts as any other",
                visitor.post("/donations", fields).location().startsWith("/sandbox/checkout/"));
    }

    @Test
    public void anOldLinkSaysWhatItGoesToAndLeavesTheAmountToTheDonor() throws Exception {
        String old = visitor.get("/nl/donate?campaign=nope&amount=50").body();
        assertEquals("it may have been in yen", PLAIN, chosen(old));
        assertEquals(PLAIN, chosen(visitor.get("/nl/donate?campaign=nope&amount=5000").body()));
        String said = "De actie uit de link neemt nu geen giften aan. Hier geeft u aan: Actie overstroming delta.";
        assertEquals(said, Jsoup.parse(old).selectFirst("form .note:not([hidden])").text());
        assertTrue(Jsoup.parse(visitor.get("/nl/donate?amount=50").body()).select("form .note:not([hidden])").isEmpty());
        try (var browser = new Browser(true, "nl")) {
            browser.open(visitor.base() + "/nl/donate#campaign=nope&amount=50");
            assertEquals(said, browser.find("[data-gone]").getText());
            assertFalse(browser.find("[name=amount]:checked").getDomProperty("value").equals("50"));
            assertEquals("", browser.find("[name=other]").getDomProperty("value"));
        }
        assertEquals("/nl/donate", visitor.get(visitor.get("/donations").location(), "Accept-Language", "nl").location());
    }

    @Test
    public void aHostileQueryIsThePlainForm() throws Exception {
        for (String query : List.of("amount=%3Cscript%3Ealert(1)%3C/script%3E", "amount=%zz", "amount=%ff%fe", "amount=",
                "amount=50&amount=100", "amount=" + "9".repeat(5000), "campaign=..%2F..%2Fetc&amount=-1",
                "campaign=%00&monthly=%22%3E%3Cb%3E", "amount=1e9", "amount=25%0d%0aSet-Cookie:a=b",
                "campaign=" + "x".repeat(5000), "campaign=nothing", "amount=0&key=%22%3E", "a=b&".repeat(600) + "amount=50", "monthly=<b>'\"")) {
            String answer = raw("/en/donate?" + query);
            assertTrue(query + ": " + answer, answer.startsWith("HTTP/1.1 200 "));
            assertEquals(query, PLAIN, chosen(answer));
            assertFalse(query, answer.contains("alert(1)") || answer.contains("<b>") || answer.contains("etc")
                    || answer.contains("Set-Cookie"));
        }
    }

    @Test
    public void redirectsKeepTheQuery() throws Exception {
        assertEquals("/nl/?amount=25&utm_source=a%20b",
                visitor.get("/?amount=25&utm_source=a%20b", "Accept-Language", "nl").location());
        assertEquals("/en/donate?amount=25", visitor.get("/EN/donate/?amount=25").location());
        assertEquals("/en/school/donate?amount=7", visitor.get("/en/School/donate/?amount=7").location());
        assertEquals("/nl/?x=1", visitor.get("/nl?x=1").location());
        assertEquals("the first campaign's page is the home page", "/en/?x=1", visitor.get("/en/flood?x=1").location());
        assertTrue(visitor.get("/en/flood/donate").body().contains("name=\"campaign\" value=\"flood\""));
        assertEquals(404, visitor.get("/en/nothing/donate?amount=1").status());
    }

    @Test
    public void aBrowserGoesTheSameWays() throws Exception {
        for (boolean scripts : new boolean[] {true, false}) {
            try (var browser = new Browser(scripts, "en")) {
                browser.open(visitor.base() + "/en/");
                browser.click(".others a");
                browser.awaitText("h1", "A school en");
                browser.keep("campaigns-" + scripts + "-1-page");
                browser.click(".gifts a");
                Await.until("its form", () -> browser.url().contains("/en/school/donate"));
                assertEquals("30", browser.find("[name=amount]:checked").getDomProperty("value"));
                browser.keep("campaigns-" + scripts + "-2-form");
                browser.click(".campaigns a");
                Await.until("the other one's", () -> browser.url().endsWith("/en/donate"));
                browser.open(visitor.base() + "/en/donate?campaign=school&amount=90");
                assertEquals("90", browser.find("[name=amount]:checked").getDomProperty("value"));
                if (scripts) {
                    browser.open("about:blank");
                    browser.open(visitor.base() + "/en/donate#amount=12,50&monthly=TRUE");
                    assertEquals("12.50", browser.find("#other").getDomProperty("value"));
                    assertTrue(browser.find("[name=monthly][value=yes]").isSelected());
                    browser.open("about:blank");
                    browser.open(visitor.base() + "/en/donate#campaign=School&amount=%D9%A9%D9%A0");
                    Await.until("its form", () -> browser.url().contains("/en/school/donate#"));
                    assertEquals("90", browser.find("[name=amount]:checked").getDomProperty("value"));
                    // As a copy on a static host does, which gives everybody the same page.
                    browser.open("about:blank");
                    browser.open(visitor.base() + "/nl/donate#campaign=school&amount=12.5");
                    Await.until("its form", () -> browser.url().contains("/nl/school/donate#"));
                    assertEquals("12,50", browser.find("#other").getDomProperty("value"));
                    assertTrue(browser.findAll("[name=amount]").stream().noneMatch(WebElement::isSelected));
                }
            }
        }
    }

    private static List<String> chosen(String html) {
        return Jsoup.parse(html).select("input[checked][data-amount]").eachAttr("value");
    }

    /** What no client library would send. */
    private static String raw(String target) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), NODE.node().publicPort())) {
            socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
