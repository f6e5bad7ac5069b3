package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.ClassRule;
import org.junit.Test;

/** The message wall: a feature that is dropped into a running node, moderated, live, and taken away again. */
public class WallIT {
    private static final String WORDS = "You are <b>not</b> alone";

    @ClassRule
    public static final SharedNode NODE = new SharedNode("wall");
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void wordsAreOnTheWallWhenAnAdminHasReadThem() throws Exception {
        Path feature = node.home().resolve("deploy/wall.json");
        Files.copy(node.home().resolve("features/wall.json"), feature);
        Await.until("the wall is there", () -> visitor.get("/en/").body().contains("Be the first to leave"));
        give("Wanda", WORDS);
        give("Rude Rudolf", "something rude");
        Await.until("the gifts are there", () -> visitor.raised() == 5000);
        assertFalse("nothing unread is shown", visitor.get("/en/").body().matches("(?s).*(rude|Rudolf|Wanda).*"));
        try (var browser = new Browser(true, "en")) {
            browser.open(visitor.base() + "/en/");
            decide(1, "show", visitor.base().replaceFirst("\\d+$", ""));
            assertFalse("another site's form decides nothing", visitor.get("/en/").body().contains("alone"));
            decide(1, "show", node.admin().base());
            Await.until("the open page shows it", () -> browser.text("#section-wall").contains(WORDS));
        }
        assertTrue(visitor.get("/nl/").body().contains("Woorden van onze gevers"));
        decide(0, "hide", node.admin().base());
        assertFalse(visitor.get("/en/").body().contains("rude"));
        // What was decided is still decided after a swap.
        try (var donors = new Donors(visitor, 2)) {
            node.script("shell", "groundswell:swap", TestBundle.next(node, "org.groundswell.wall",
                    node.home().resolve("data/tmp"), Map.of("Bundle-Version", "1.0.1")).toString());
            assertTrue(visitor.get("/en/").body().contains("alone"));
            assertEquals(0, donors.unhappy().size());
        }
        Files.delete(feature);
        Await.until("the wall is gone", () -> !visitor.get("/en/").body().contains("section-wall"));
        Await.until("and all it published", () -> visitor.get("/api/wall").status() == 404);
    }

    private void give(String name, String message) throws Exception {
        var fields = new HashMap<>(Visitor.donation(visitor.key(), "25", name));
        fields.put("message", message);
        var decided = visitor.post(visitor.post("/donations", fields).location(), Map.of("action", "pay"));
        assertEquals(303, visitor.get(decided.location()).status());
    }

    /** Decides on one of those that wait, the newest being the first. */
    private void decide(int index, String decision, String origin) throws Exception {
        String[] login = {"Authorization", Console.basic(node.password())};
        String donation = Jsoup.parse(node.admin().get("/admin/words", login).body()).select("[name^=d-][value=show]")
                .get(index).attr("name");
        var answer = node.admin().post("/admin/words", donation + "=" + decision, login[0],
                login[1], "Origin", origin, "Content-Type", "application/x-www-form-urlencoded");
        assertEquals(origin.equals(node.admin().base()) ? 303 : 403, answer.status());
    }
}
