package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.groundswell.console.testing.Call;
import org.junit.Test;

/** What is published at one of several nodes, and what is said of it. */
public class SeveralNodesTest extends EditedSite {
    private final OtherNodes nodes = new OtherNodes(site);

    /** Else an editor believes that every visitor sees it. */
    @Test
    public void itIsSaidWhoseVisitorsSeeIt() throws Exception {
        var list = new ListServlet(frame, desk, site, site, site.release);
        String one = "is seen at this one only";
        String all = "is seen at all of them";
        assertFalse(said(list).contains(one) || said(list).contains(all));
        site.release.bindSeveral(nodes);
        assertTrue(said(list).contains(one) && !said(list).contains(all));
        nodes.isForAll = true;
        assertTrue(said(list).contains(all) && !said(list).contains(one));
        assertTrue(new Form("page/home").page.contains(all));
    }

    private static String said(ListServlet list) throws Exception {
        return Call.get(list, null).body();
    }

    @Test
    public void whatIsPublishedBroughtBackOrRemovedIsSoAtAllNodes() throws Exception {
        forAll();
        assertEquals(303, correction().send("publish", "noor").status);
        assertEquals(1, nodes.published);
        assertTrue(site.read(HOME).contains("Water"));
        Form form = new Form("page/home");
        assertEquals(303, form.with("moment", form.first("name=\"moment\" value=\"([0-9]+)\"")).send("back", "noor").status);
        assertEquals(2, nodes.published);
        assertEquals(303, new Form("page/home").with("sure", "yes").send("remove", "noor").status);
        assertEquals(3, nodes.published);
        assertFalse(site.files.containsKey(HOME));
    }

    @Test
    public void whatIsPlannedIsSoAtAllNodesAtItsHour() throws Exception {
        forAll();
        String hour = now.plus(Duration.ofHours(2)).atZone(desk.zone()).toLocalDateTime().withSecond(0).withNano(0).toString();
        assertEquals(303, correction().with("at", hour).send("plan", "noor").status);
        assertEquals(0, nodes.published);
        now = now.plus(Duration.ofHours(3));
        desk.look();
        assertEquals(1, nodes.published);
        assertTrue(site.read(HOME).contains("Water"));
    }

    /** The hour may be the one in which the database's standby takes over. */
    @Test
    public void whatIsPlannedWaitsForTheDatabaseAWhile() throws Exception {
        forAll();
        String hour = now.plus(Duration.ofHours(2)).atZone(desk.zone()).toLocalDateTime().withSecond(0).withNano(0).toString();
        assertEquals(303, correction().with("at", hour).send("plan", "noor").status);
        nodes.isAway = true;
        now = now.plus(Duration.ofHours(2));
        desk.look();
        assertEquals("nobody is alarmed yet", Result.Status.OK, new PlansCheck(desk).execute().getStatus());
        nodes.isAway = false;
        desk.look();
        assertEquals("not each second", 0, nodes.published);
        now = now.plusSeconds(30);
        desk.look();
        assertEquals(1, nodes.published);
        assertTrue(desk.drafts().isEmpty());
    }

    /** It is no other one's change. */
    @Test
    public void whatWasPublishedWithoutAnAnswerIsPublished() throws Exception {
        forAll();
        nodes.isAnswerLost = true;
        assertEquals(503, correction().send("publish", "noor").status);
        assertEquals(303, new Form("page/home").send("publish", "noor").status);
        assertEquals("once", 1, nodes.published);
        assertTrue(desk.drafts().isEmpty());
        Form form = new Form("page/home");
        String hour = now.plus(Duration.ofHours(2)).atZone(desk.zone()).toLocalDateTime().withSecond(0).withNano(0).toString();
        assertEquals(303, form.with("text-en", form.text("en") + "More").with("at", hour).send("plan", "noor").status);
        nodes.isAnswerLost = true;
        now = now.plus(Duration.ofHours(2));
        desk.look();
        now = now.plusSeconds(30);
        desk.look();
        assertEquals(2, nodes.published);
        assertEquals(Result.Status.OK, new PlansCheck(desk).execute().getStatus());
        assertTrue(desk.drafts().isEmpty());
    }

    /** While the bundle is being exchanged a single node would publish what the others never have. */
    @Test
    public void whilePublishingIsExchangedNothingGoesToOneNodeAlone() throws Exception {
        forAll();
        Form form = correction();
        site.release.unbindSeveral(nodes);
        assertEquals(Reach.ALL_NODES, site.release.reach());
        assertEquals(503, form.send("publish", "noor").status);
        assertFalse(site.read(HOME).contains("Water"));
        site.nanoTime += Duration.ofMinutes(1).toNanos();
        assertEquals("it was removed", Reach.ALL, site.release.reach());
        assertEquals(303, new Form("page/home").send("publish", "noor").status);
        assertTrue(site.read(HOME).contains("Water"));
        assertEquals(0, nodes.published);
    }

    @Test
    public void whatIsPlannedDoesNotWaitForEver() throws Exception {
        forAll();
        String hour = now.plus(Duration.ofHours(2)).atZone(desk.zone()).toLocalDateTime().withSecond(0).withNano(0).toString();
        assertEquals(303, correction().with("at", hour).send("plan", "noor").status);
        nodes.isAway = true;
        now = now.plus(Duration.ofHours(2));
        desk.look();
        now = now.plus(Duration.ofMinutes(11));
        desk.look();
        assertEquals(Result.Status.WARN, new PlansCheck(desk).execute().getStatus());
        assertTrue(desk.drafts().getFirst().failure().getFirst().contains("the database is away"));
    }

    @Test
    public void whatOtherNodesCannotHaveIsNotPublishedHereEither() throws Exception {
        forAll();
        nodes.isAway = true;
        Call failed = correction().send("publish", "noor");
        assertEquals(503, failed.status);
        assertTrue(failed.body(), failed.body().contains("the database is away"));
        assertTrue("visitors see what they saw", site.read(HOME).contains("Watre"));
        assertTrue("and the draft is there", new Form("page/home").text("en").contains("Water"));
    }

    @Test
    public void whoComesSecondWithThePageIsToldAndWithAnotherPageGoesOn() throws Exception {
        forAll();
        nodes.outpaced = 1;
        nodes.theirs = () -> site.write(DUTCH, "---\ntitle: Thuis\n---\nAnders\n");
        assertEquals(303, correction().send("publish", "noor").status);
        assertEquals(List.of(true, true), List.of(site.read(HOME).contains("Water"), site.read(DUTCH).contains("Anders")));
        nodes.outpaced = 1;
        nodes.theirs = () -> site.write(HOME, "---\ntitle: Home\n---\nTheirs\n");
        Form form = new Form("page/home");
        Call second = form.with("text-en", form.text("en").replace("Water", "Mine")).send("publish", "omar");
        assertEquals(409, second.status);
        assertTrue(second.body(), second.body().contains("content/en/home.md"));
        assertTrue(site.read(HOME).contains("Theirs"));
        nodes.outpaced = 100;
        nodes.theirs = () -> { };
        form = new Form("page/about");
        assertEquals("it ends", 503, form.with("text-en", "---\ntitle: About\n---\n").send("publish", "omar").status);
    }

    @Test
    public void aMistakeStopsItBeforeItGoesToAll() throws Exception {
        forAll();
        Form form = new Form("page/home");
        assertEquals(422, form.with("text-en", form.text("en") + "broken").send("publish", "noor").status);
        assertEquals(0, nodes.published);
    }

    private void forAll() {
        site.release.bindSeveral(nodes);
        nodes.isForAll = true;
    }

    private Form correction() throws Exception {
        Form form = new Form("page/home");
        return form.with("text-en", form.text("en").replace("Watre", "Water"));
    }
}
