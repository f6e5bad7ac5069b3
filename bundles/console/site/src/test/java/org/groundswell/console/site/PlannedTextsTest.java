package org.groundswell.console.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.groundswell.console.testing.Call;
import org.junit.Test;

/** Texts that go out at their time. */
public class PlannedTextsTest extends EditedSite {
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    @Test
    public void itGoesOutAtItsTimeAfterARestartToo() throws Exception {
        String at = LocalDateTime.ofInstant(now.plus(Duration.ofHours(2)), ZONE).truncatedTo(ChronoUnit.MINUTES).toString();
        assertEquals(303, new Form("page/home").with("text-en", "---\ntitle: Later\n---\n").with("at", at).send("plan", "noor").status);
        assertTrue(frame.noted.getFirst(), frame.noted.getFirst().startsWith("site.plan page/home (en) "));
        desk.look();
        assertFalse(site.read(HOME).contains("Later"));
        restart();
        assertTrue(new Form("page/home").page.contains("noor has it published"));
        now = now.plus(Duration.ofHours(2));
        desk.look();
        assertTrue(site.read(HOME).contains("Later"));
        assertTrue(desk.drafts().isEmpty());
        assertEquals(Result.Status.OK, new PlansCheck(desk).execute().getStatus());
    }

    @Test
    public void whatCouldNotGoOutIsSaid() throws Exception {
        String at = LocalDateTime.ofInstant(now.plus(Duration.ofHours(2)), ZONE).toString();
        new Form("page/home").with("text-en", "---\ntitle: Later\n---\n").with("at", at).send("plan", "noor");
        site.write(HOME, "---\ntitle: From disk\n---\n");
        now = now.plus(Duration.ofHours(3));
        desk.look();
        assertTrue(site.read(HOME).contains("From disk"));
        restart();
        Result said = new PlansCheck(desk).execute();
        assertEquals(Result.Status.WARN, said.getStatus());
        assertTrue(Call.get(new ListServlet(frame, desk, site, site, site.release), null).body().contains("Not published at its time"));
        assertEquals(303, new Form("page/home").send("discard", "noor").status);
        assertEquals(Result.Status.OK, new PlansCheck(desk).execute().getStatus());
    }

    @Test
    public void aTimeThatIsNoneIsRefused() throws Exception {
        for (String at : List.of("", "tomorrow", "2020-01-01T10:00", "2031-03-30T02:30", "2031-02-31T10:00")) {
            Call told = new Form("page/home").with("text-en", "---\ntitle: " + at + "\n---\n").with("at", at).send("plan", "noor");
            assertEquals(at, 422, told.status);
        }
        assertTrue(desk.drafts().getFirst().dueTime().isEmpty());
    }
}
