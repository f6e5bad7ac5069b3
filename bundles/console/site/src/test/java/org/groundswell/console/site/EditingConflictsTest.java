package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.groundswell.console.testing.Call;
import org.junit.Test;

/** Nothing is overwritten that its writer has not seen, and nothing goes out that is wrong. */
public class EditingConflictsTest extends EditedSite {
    @Test
    public void theSecondEditorIsToldAndNothingIsOverwritten() throws Exception {
        Form first = new Form("page/home");
        Form second = new Form("page/home");
        first.with("text-en", "---\ntitle: First\n---\n").send("save", "noor");
        Call told = second.with("text-en", "---\ntitle: Second\n---\n").send("save", "omar");
        assertEquals(409, told.status);
        assertTrue(told.body(), told.body().contains("The draft is of noor") && told.body().contains("title: Second"));
        assertTrue("what differs from theirs", told.body().contains("title: First</span></del>"));
        assertTrue(new Form("page/home").text("en").contains("First"));
        Form again = new Form(told.body(), "page/home");
        assertEquals("not without having said so", 409, again.send("save", "omar").status);
        assertEquals(303, again.with("over", "yes").send("save", "omar").status);
        Form now = new Form("page/home");
        assertTrue(now.text("en").contains("Second"));
        assertTrue("theirs is kept", now.page.contains("Draft that was replaced"));
        String moment = now.first("show=([0-9]+)#history\" aria-label=\"Look: [^\"]*\">Look</a>\n</div></td></tr>");
        assertEquals(303, now.with("moment", moment).send("take", "noor").status);
        assertTrue(new Form("page/home").text("en").contains("First"));
        assertEquals("nothing was published", List.of(), frame.noted);
    }

    @Test
    public void aFileThatChangedOnDiskIsNotOverwritten() throws Exception {
        Form form = new Form("page/home");
        site.write(DUTCH, "---\ntitle: Van schijf\n---\n");
        assertEquals("only what was written is published", 303, form.with("text-en", "---\ntitle: Mine\n---\n")
                .send("publish", "noor").status);
        assertTrue(site.read(DUTCH).contains("Van schijf"));
        form = new Form("page/home");
        site.write(HOME, "---\ntitle: From disk\n---\n");
        Call told = form.with("text-en", "---\ntitle: Mine again\n---\n").send("publish", "noor");
        assertEquals(409, told.status);
        assertTrue(told.body(), told.body().contains("on disk") && told.body().contains("title: From disk</span></ins>"));
        assertTrue(site.read(HOME).contains("From disk"));
        Form again = new Form(told.body(), "page/home");
        assertEquals(409, again.send("publish", "noor").status);
        assertEquals(303, again.with("mine-en", "yes").send("publish", "noor").status);
        assertTrue(site.read(HOME).contains("Mine again"));
        assertTrue("what was on disk is kept", new Form("page/home").page.contains("Changed on disk"));
    }

    @Test
    public void aMistakeStopsItAndTheDraftStays() throws Exception {
        Call told = new Form("page/home").with("text-nl", "broken [x](nowhere)").send("publish", "noor");
        assertEquals(422, told.status);
        assertTrue(told.body(), told.body().contains("site/content/nl/home.md, line 4: &#39;nowhere&#39; leads nowhere"));
        assertFalse(site.read(DUTCH).contains("broken"));
        assertTrue(new Form("page/home").text("nl").contains("broken"));
        assertEquals(List.of(), frame.noted);
    }

    /** A file keeps its byte order mark and its line ends, and what nobody has changed is no draft. */
    @Test
    public void aFileStaysAsItIsWritten() throws Exception {
        site.write(HOME, "\uFEFF---\r\ntitle: Home\r\n---\r\nOne  \r\n\ttwo");
        Form form = new Form("page/home");
        assertEquals("/admin/site/edit?text=page%2Fhome&did=nothing", form.with("text-en", form.text("en").replace("\n", "\r\n"))
                .send("save", "noor").headers.get("Location"));
        assertEquals(303, form.with("text-en", form.text("en").replace("One", "Een")).send("publish", "noor").status);
        assertEquals("\uFEFF---\r\ntitle: Home\r\n---\r\nEen  \r\n\ttwo", site.read(HOME));
        site.files.put(DUTCH, new byte[] {(byte) 0xff, 'a'});
        form = new Form("page/home");
        assertFalse("what is no text is not written here", form.page.contains("name=\"text-nl\""));
    }

    @Test
    public void hostileFormsChangeNothing() throws Exception {
        for (String text : List.of("", "page/", "page/../x", "page/..", "page/.git/x", "templates/page.ftlh", "page/a\\b", "page/a%2fb",
                "page//x", "page/x/", "../site.yaml", "translations/x", "page/" + "x".repeat(300))) {
            assertEquals(text, 400, Call.get(edit, Call.query(Map.of("text", text))).status);
            assertEquals(text, 400, post("text", text, "do", "save", "mark", "", "base-en", "", "text-en", "x").status);
        }
        assertEquals(400, post("text", "page/home", "do", "save", "text-en", "a\0b").status);
        assertEquals(400, post("text", "page/home", "do", "save", "text-en", "a\u001bb").status);
        assertEquals(400, post("text", "page/home", "do", "save", "text-en", "a", "base-en", "x").status);
        assertEquals(400, post("text", "page/home", "do", "format").status);
        assertEquals(400, post("text", "page/home", "do", "back", "moment", "-1").status);
        assertEquals(404, post("text", "page/home", "do", "take", "moment", "1").status);
        assertEquals(413, post("text", "page/home", "do", "save", "text-en", "x".repeat(500_000)).status);
        String forged = "0".repeat(64);
        assertEquals(409, post("text", "page/home", "do", "publish", "mark", "", "text-en", "x", "base-en", forged).status);
        desk.discard(Item.page("home"), "eve");
        String script = "---\ntitle: \"</textarea><script>alert(1)</script>\"\n---\n";
        post("text", "page/home", "do", "save", "mark", "", "text-ar", script, "base-ar", "");
        assertFalse(new Form("page/home").page.contains("<script>alert"));
        assertTrue(site.read(HOME).contains("Watre"));
        assertFalse(site.files.containsKey("content/ar/home.md"));
    }

    @Test
    public void aFullDiskOrLogIsSaidAndNothingIsPublished() throws Exception {
        site.isFull = true;
        Call told = new Form("page/home").with("text-en", "---\ntitle: New\n---\n").send("publish", "noor");
        assertEquals(503, told.status);
        assertTrue(told.body(), told.body().contains("no space left"));
        site.isFull = false;
        frame.logIsFull = true;
        assertEquals(503, new Form("page/home").send("publish", "noor").status);
        assertTrue(site.read(HOME).contains("Watre"));
        frame.logIsFull = false;
        assertEquals(303, new Form("page/home").send("publish", "noor").status);
    }

    private Call post(String... fields) throws Exception {
        return new Call("eve", "").send(edit, List.of(), fields);
    }
}
