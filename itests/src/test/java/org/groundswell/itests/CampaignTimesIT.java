package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.ClassRule;
import org.junit.Test;

/** A campaign that opens and ends. */
public class CampaignTimesIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("campaign-times", Map.of());
    private final Visitor visitor = NODE.node().visitor();

    /** Hidden until its hour, and after its end kind to who comes too late, and nothing is lost that was begun. */
    @Test
    public void aCampaignHasItsTime() throws Exception {
        Path file = NODE.node().home().resolve("site/site.yaml");
        Await.until("ways to pay", () -> visitor.get("/en/donate").body().contains("monthlyAmount"));
        String before = Files.readString(file);
        String roof = before.replace("goal: 250000", "goal: 260000")
                + "  - { id: roof, currency: EUR, goal: 5000, amounts: [7, 30, 90], TIMES }\n";
        Files.writeString(file, roof.replace("TIMES", "opens: 2999-12-01 20:00"));
        Await.until("the file is read", () -> visitor.get("/api/campaigns/flood").body().contains("\"goal\":26000000"));
        for (String place : List.of("/en/roof", "/en/roof/donate", "/api/campaigns/roof", "/embed/roof")) {
            assertEquals(place, 404, visitor.get(place).status());
        }
        var fields = new HashMap<>(Visitor.donation(Visitor.keyIn(visitor.get("/en/donate").body()), "30", "Noor"));
        fields.put("campaign", "roof");
        assertEquals(422, visitor.post("/donations", fields).status());
        Files.writeString(file, roof.replace("TIMES", "opens: 2020-12-01 20:00"));
        Await.until("it opens", () -> visitor.get("/en/roof/donate").status() == 200
                && visitor.get("/api/campaigns/roof").status() == 200);
        String begun = visitor.post("/donations", fields).location();
        assertTrue(begun, begun.startsWith("/sandbox/checkout/"));
        Files.writeString(file, roof.replace("TIMES", "closes: 2020-12-24"));
        Await.until("it has ended", () -> visitor.get("/en/roof").body().contains("This campaign has ended."));
        String form = visitor.get("/en/roof/donate").body();
        assertTrue(form, form.contains("Thank you for wanting to help") && !form.contains("action=\"/donations\""));
        var late = new HashMap<>(fields);
        late.put("key", Visitor.keyIn(visitor.get("/en/donate").body()));
        assertEquals(410, visitor.post("/donations", late).status());
        assertEquals("the same gift still", begun, visitor.post("/donations", fields).location());
        visitor.post(begun, Map.of("action", "pay"));
        Await.until("it counts", () -> visitor.get("/api/campaigns/roof").body().contains("\"raised\":3000"));
    }

    /** By an editor who has never seen the file. */
    @Test
    public void aCampaignIsMadeByAForm() throws Exception {
        Visitor admin = NODE.node().admin();
        String[] script = {"Authorization", Console.basic(NODE.node().password())};
        String page = admin.get("/admin/site/settings", script).body();
        var fields = new HashMap<String, String>();
        Jsoup.parse(page).select("main form input[name], main form textarea").forEach(each -> fields.put(each.attr("name"),
                each.tagName().equals("textarea") ? each.wholeText() : each.attr("value")));
        fields.putAll(Map.of("id-", "desks", "currency-", "EUR", "goal-", "700", "amounts-", "5, 10", "opens-", "2020-12-01T20:00",
                "called.en.", "Desks & chairs", "called.nl.", "Tafels en stoelen", "called.ar.", "مقاعد"));
        Answer saved = admin.post("/admin/site/settings", fields, script);
        assertEquals(saved.body(), 303, saved.status());
        Document draft = Jsoup.parse(admin.get(saved.location(), script).body());
        assertTrue(draft.text(), draft.select("ins").text().contains("- id: desks")
                && draft.select("ins").text().contains("Tafels en stoelen"));
        assertEquals("nobody sees it", 404, visitor.get("/en/desks").status());
        var publish = new HashMap<String, String>(Map.of("do", "publish"));
        draft.selectFirst("main form").select("input[type=hidden], textarea").forEach(each -> publish.put(each.attr("name"),
                each.tagName().equals("textarea") ? each.wholeText() : each.attr("value")));
        PublishButton.press(admin, publish, Map::of, script);
        Await.until("it is there", () -> visitor.get("/en/desks").status() == 200);
        assertTrue(visitor.get("/en/desks").body().contains("<h1>Desks &amp; chairs</h1>"));
        assertTrue(visitor.get("/nl/desks").body().contains("<h1>Tafels en stoelen</h1>"));
        assertTrue(visitor.get("/ar/desks").body().contains("<h1>مقاعد</h1>"));
        assertTrue(Files.readString(NODE.node().home().resolve("site/site.yaml")).contains("# the first is the one on the home page"));
    }
}
