package org.groundswell.pages.publishing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.pages.api.editing.Publication;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.pages.api.publishing.OutpacedException;
import org.junit.Test;

/** What editors change at one of two nodes that have one site. */
public class EditedAtTwoNodesTest extends TwoNodes {
    private static final String HOME = "content/en/home.md";

    @Test
    public void aChangeAtOneNodeIsSoAtBoth() throws Exception {
        assertFalse("each has its own", here.isForAll() || there.isForAll());
        publish(here, "next");
        rounds();
        assertTrue(here.isForAll() && there.isForAll());
        now = now.plusSeconds(60);
        Publication done = there.publish(List.of(change("Welcome", "Good evening"), new TextChange("content/nl/home.md",
                TextChange.ABSENT, bytes("Welkom"))));
        assertEquals(new Publication.Published(List.of()), done);
        assertEquals("here at once", "Good evening", read("there/site/" + HOME));
        here.round();
        assertEquals("Good evening", read("here/site/" + HOME));
        assertEquals("Welkom", read("here/site/content/nl/home.md"));
        assertEquals("what was not changed stays", "name: next", read("here/site/site.yaml"));
        assertEquals(here.wanted(), there.laid());
        now = now.plusSeconds(60);
        here.publish(List.of(new TextChange("content/nl/home.md", TextChange.digest(bytes("Welkom")), null)));
        there.round();
        assertFalse(Files.exists(path("there/site/content/nl/home.md")));
        assertEquals(3, there.list().size());
    }

    @Test
    public void whoComesSecondIsToldAndNothingOfTheFirstIsLost() throws Exception {
        publish(here, "next");
        rounds();
        now = now.plusSeconds(60);
        here.publish(List.of(change("Welcome", "Theirs")));
        Publication second = there.publish(List.of(change("Welcome", "Mine")));
        assertEquals(new Publication.Changed(List.of(HOME)), second);
        rounds();
        assertEquals(List.of("Theirs", "Theirs"), List.of(read("here/site/" + HOME), read("there/site/" + HOME)));
    }

    @Test
    public void ofTwoAtTheSameMomentOneIsFirstAndTheOtherGoesOnFromIt() throws Exception {
        publish(here, "next");
        rounds();
        now = now.plusSeconds(60);
        TextChange dutch = new TextChange("content/nl/home.md", TextChange.ABSENT, bytes("Welkom"));
        records.beforeExchange(() -> here.publish(List.of(change("Welcome", "Theirs"))));
        assertThrows(OutpacedException.class, () -> there.publish(List.of(dutch)));
        assertEquals("it has theirs", "Theirs", read("there/site/" + HOME));
        assertFalse("and nothing of its own", Files.exists(path("there/site/content/nl/home.md")));
        there.publish(List.of(dutch));
        rounds();
        assertEquals(List.of("Theirs", "Welkom"), List.of(read("here/site/" + HOME), read("here/site/content/nl/home.md")));
        assertEquals("none is named that never was a site: " + there.list(), 3, there.list().size());
    }

    @Test
    public void withoutTheDatabaseNothingIsDoneAlsoAfterAStart() throws Exception {
        publish(here, "next");
        rounds();
        records.away(true);
        assertThrows(IOException.class, () -> here.publish(List.of(change("Welcome", "Lost"))));
        here.close();
        here = new SitePublishing(path("here/site"), path("here/kept"), () -> now, KEEPING);
        here.bindRecords(records);
        here.bindKeys(new OneKey(1));
        assertTrue("it has what all have", here.isForAll());
        assertThrows(IOException.class, () -> here.publish(List.of(change("Welcome", "Lost"))));
        assertEquals("Welcome", read("here/site/" + HOME));
    }

    @Test
    public void aNodeThatHasNotGotWhatIsWantedPublishesNothing() throws Exception {
        publish(here, "next");
        rounds();
        DiskReserve full = () -> Optional.of("the disk is full");
        there.bindReserve(full);
        now = now.plusSeconds(60);
        here.publish(List.of(change("Welcome", "Theirs")));
        String why = assertThrows(IOException.class, () -> there.publish(List.of(change("Welcome", "Mine")))).getMessage();
        assertTrue(why, why.contains("the disk is full"));
        there.unbindReserve(full);
        now = now.plusSeconds(600);
        assertThrows("all is read anew", MissingPartException.class, there::round);
        there.round();
        assertEquals("Theirs", read("there/site/" + HOME));
    }

    @Test
    public void aNodeWithoutANodeKeyHasASiteOfItsOwnAgain() throws Exception {
        publish(here, "next");
        rounds();
        here.close();
        here = new SitePublishing(path("here/site"), path("here/kept"), () -> now, KEEPING);
        here.bindRecords(records);
        here.bindKeys(new NoKey());
        here.round();
        assertFalse(here.isForAll());
    }

    /** Feeds and maps of the site say when a page was written. */
    @Test
    public void aFileIsAsOldAtEachNodeAsWhatIsInIt() throws Exception {
        publish(here, "next");
        rounds();
        Instant first = now;
        now = now.plusSeconds(60);
        here.publish(List.of(change("Welcome", "Corrected")));
        Instant second = now;
        now = now.plusSeconds(60);
        here.publish(List.of(new TextChange("content/en/about.md", TextChange.ABSENT, bytes("About"))));
        rounds();
        write("new/site/site.yaml", "name: new");
        SitePublishing late = node("new", 1);
        try {
            for (String each : List.of("here", "there", "new")) {
                assertEquals(each, first, Files.getLastModifiedTime(path(each + "/site/site.yaml")).toInstant());
                assertEquals(each, second, Files.getLastModifiedTime(path(each + "/site/" + HOME)).toInstant());
                assertEquals(each, now, Files.getLastModifiedTime(path(each + "/site/content/en/about.md")).toInstant());
            }
        } finally {
            late.close();
        }
    }

    private record NoKey() implements SharedKeys {
        @Override
        public List<byte[]> keys(String of, Optional<byte[]> own) {
            return List.of();
        }

        @Override
        public void renew(String of) {
            throw new UnsupportedOperationException();
        }
    }

    private static TextChange change(String from, String to) {
        return new TextChange(HOME, TextChange.digest(bytes(from)), bytes(to));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
