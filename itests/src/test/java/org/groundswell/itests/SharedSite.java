package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One site for two nodes over one database. */
final class SharedSite {
    private final Node here;
    private final Node there;

    SharedSite(Node here, Node there) {
        this.here = here;
        this.there = there;
    }

    void isPublishedForBothAndGoesBack() throws Exception {
        Path page = here.home().resolve("site/content/en/about.md");
        Files.writeString(page, Files.readString(page) + "\nFirst words for all.\n");
        String first = published();
        Files.writeString(page, Files.readString(page) + "\nSecond words for all.\n");
        published();
        Await.until("the other node has it", () -> about(there).contains("Second words for all."));
        whatVisitorsWouldMeetBrokenIsNotPublished(page);
        String said = there.script("shell", "groundswell:publish", "back", first).text();
        for (Node each : List.of(here, there)) {
            Await.until("the earlier one is back: " + said, () -> about(each).contains("First words for all.")
                    && !about(each).contains("Second words"));
        }
        String log = there.script("shell", "groundswell:audit-log").text();
        assertTrue(log, log.contains("site.back-all") && log.contains(first));
        Await.until("it is said", () -> there.script("shell", "groundswell:publish", "list").text().contains(
                first + "  ") && there.script("shell", "groundswell:publish", "list").text().contains("wanted  here"));
        anEditorPublishesForBoth();
    }

    /** Not at the node whose folder was published. */
    private void anEditorPublishesForBoth() throws Exception {
        String[] script = {"Authorization", Console.basic(here.password())};
        String form = there.admin().get("/admin/site/edit?text=page%2Fabout", script).body();
        assertTrue(form, form.contains("is seen at all of them within seconds"));
        PublishButton.press(there.admin(), Map.of("text", "page/about", "do", "publish", "mark", Visitor.valueIn(form, "mark"),
                "base-en", Visitor.valueIn(form, "base-en"), "text-en", "---\ntitle: About\n---\nWords of an editor for all.\n"), Map::of,
                script);
        for (Node each : List.of(there, here)) {
            Await.until("visitors of both see it", () -> about(each).contains("Words of an editor for all."));
        }
    }

    private void whatVisitorsWouldMeetBrokenIsNotPublished(Path page) throws Exception {
        String sound = Files.readString(page);
        Files.writeString(page, sound + "\n[Boats](boats-that-are-not-there)\n");
        Node.Result refused = here.script("shell", "groundswell:publish", "site", here.home().resolve("site").toString(), "anyway");
        Files.writeString(page, sound);
        assertEquals(refused.text(), 1, refused.status());
        assertTrue(refused.text(), refused.text().contains("content/en/about.md") && refused.text().contains("error: "));
    }

    private String published() throws Exception {
        String said = here.script("shell", "groundswell:publish", "site", here.home().resolve("site").toString()).text();
        Matcher version = Pattern.compile("Published as (\\S+):").matcher(said);
        assertTrue(said, version.find());
        return version.group(1);
    }

    private static String about(Node node) throws Exception {
        return node.visitor().get("/en/about").body();
    }
}
