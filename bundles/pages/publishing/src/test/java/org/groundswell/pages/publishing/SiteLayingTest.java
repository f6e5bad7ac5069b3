package org.groundswell.pages.publishing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** How a version gets into a node's own folder, and what may be in its way. */
public class SiteLayingTest extends TwoNodes {
    @Test
    public void aPartThatWasSpoiltHereIsReadAgain() throws Exception {
        SiteVersion version = publish(here, "next");
        String part = BlobFolder.name(version.files().get("content/en/home.md").hash(), 0);
        Files.createDirectories(path("there/kept/files"));
        write("there/kept/files/" + part, "spoilt");
        try {
            there.round();
        } catch (MissingPartException e) {
            // Unless the node's own look has met it before.
            assertTrue(e.getMessage(), e.getMessage().contains("content/en/home.md"));
        }
        there.round();
        assertEquals("Welcome", read("there/site/content/en/home.md"));
        assertEquals(Optional.empty(), there.problem());
    }

    @Test
    public void whatIsInTheWayIsSaidAndNotTriedEverySecond() throws Exception {
        Files.createDirectories(path("there/site/content/en/home.md"));
        write("there/site/content/en/home.md/.x", "in the way");
        SiteVersion version = publish(here, "next");
        there.round();
        assertTrue(there.problem().orElseThrow(), there.problem().orElseThrow().contains("home.md"));
        assertEquals("name: there", read("there/site/site.yaml"));
        assertFalse("nothing is begun", Files.exists(path("there/site/assets/boat.jpg")));
        Files.delete(path("there/site/content/en/home.md/.x"));
        now = now.plusSeconds(4);
        there.round();
        assertTrue("it waits", there.problem().isPresent());
        now = now.plusSeconds(1);
        there.round();
        assertEquals("Welcome", read("there/site/content/en/home.md"));
        assertEquals(Optional.empty(), there.problem());
        assertEquals(List.of(version.id() + "  4 files  wanted  here"), there.list());
    }

    @Test
    public void theRoomThatIsKeptForGiftsIsNotTaken() throws Exception {
        there.bindReserve(() -> Optional.of("the disk is nearly full"));
        publish(here, "next");
        rounds();
        assertTrue(there.problem().orElseThrow(), there.problem().orElseThrow().endsWith("the disk is nearly full"));
        assertFalse(Files.exists(path("there/kept/files")));
        assertEquals("name: there", read("there/site/site.yaml"));
        there.bindReserve(Optional::empty);
        now = now.plusSeconds(10);
        try {
            there.round();
        } catch (MissingPartException e) {
            // Its parts are read anew then, unless the node's own look has met this before.
            assertTrue(there.problem().isPresent());
        }
        there.round();
        assertEquals(Optional.empty(), there.problem());
        assertEquals("name: next", read("there/site/site.yaml"));
    }

    @Test
    public void whoPublishesAgainNeedNotWait() throws Exception {
        write("elsewhere", "x");
        Files.createSymbolicLink(path("there/site/assets"), path("elsewhere"));
        SiteVersion version = publish(here, "next");
        rounds();
        assertTrue(there.problem().orElseThrow(), there.problem().orElseThrow().contains("assets"));
        Files.delete(path("there/site/assets"));
        here.want(version.id(), UNNOTED);
        there.round();
        assertEquals("Welcome", read("there/site/content/en/home.md"));
    }

    @Test
    public void aFileBecomesAFolderAndAFolderAFile() throws Exception {
        write("next/assets/a/b/c.css", "c");
        write("next/assets/d", "d");
        SiteVersion first = publish(here, "next");
        rounds();
        Files.delete(path("next/assets/a/b/c.css"));
        Files.delete(path("next/assets/a/b"));
        Files.delete(path("next/assets/a"));
        write("next/assets/a", "a");
        Files.delete(path("next/assets/d"));
        write("next/assets/d/e", "e");
        now = now.plusSeconds(60);
        publish(here, "next");
        rounds();
        assertEquals(Optional.empty(), there.problem());
        assertEquals("a", read("there/site/assets/a"));
        assertEquals("e", read("there/site/assets/d/e"));
        here.want(first.id(), UNNOTED);
        rounds();
        assertEquals("c", read("there/site/assets/a/b/c.css"));
        assertEquals("d", read("there/site/assets/d"));
    }

    @Test
    public void whatALayingReplacesIsKeptWhenTheSameVersionIsLaidAgain() throws Exception {
        SiteVersion first = publish(here, "next");
        rounds();
        now = now.plusSeconds(60);
        write("next/site.yaml", "name: second");
        publish(here, "next");
        rounds();
        now = now.plusSeconds(60);
        here.want(first.id(), UNNOTED);
        rounds();
        assertEquals("name: there", read("there/kept/before/2026-11-28T20-00-00Z_" + first.id() + "/site.yaml"));
        assertEquals("name: second", read("there/kept/before/2026-11-28T20-02-00Z_" + first.id() + "/site.yaml"));
    }

    @Test
    public void foldersThatAreEmptyThenGo() throws Exception {
        publish(here, "next");
        rounds();
        Files.delete(path("next/content/en/home.md"));
        publish(here, "next");
        rounds();
        assertFalse(Files.exists(path("there/site/content")));
    }
}
