package org.groundswell.pages.publishing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Test;

/** What is published at one of two nodes, and what both have then. */
public class SitePublishingTest extends TwoNodes {
    @Test
    public void whatIsPublishedAtOneNodeIsTheSiteOfAll() throws Exception {
        rounds();
        assertEquals("name: there", read("there/site/site.yaml"));
        assertEquals(List.of(Optional.empty(), Optional.empty()), List.of(there.laid(), there.wanted()));
        SiteVersion version = publish(here, "next");
        rounds();
        for (String each : List.of("here", "there")) {
            assertEquals("name: next", read(each + "/site/site.yaml"));
            assertEquals("Welcome", read(each + "/site/content/en/home.md"));
            assertTrue(Arrays.equals(Files.readAllBytes(path("next/assets/boat.jpg")),
                    Files.readAllBytes(path(each + "/site/assets/boat.jpg"))));
            assertEquals(0, Files.size(path(each + "/site/assets/empty.css")));
        }
        assertFalse("what it has not got goes", Files.exists(path("there/site/content/en/own.md")));
        String before = "there/kept/before/2026-11-28T20-00-00Z_" + version.id();
        assertEquals("and is kept", "only there", read(before + "/content/en/own.md"));
        assertEquals("name: there", read(before + "/site.yaml"));
        assertEquals("what is hidden stays", "hidden", read("there/site/.git/config"));
        assertEquals(List.of(version.id() + "  4 files  wanted  here"), there.list());
        assertEquals(Optional.empty(), there.problem());
        assertEquals(List.of(Optional.of(version.id()), Optional.of(version.id())), List.of(there.laid(), there.wanted()));
    }

    @Test
    public void anEarlierOneComesBack() throws Exception {
        SiteVersion first = publish(here, "next");
        now = now.plusSeconds(60);
        write("next/content/en/home.md", "Good evening");
        SiteVersion second = publish(there, "next");
        rounds();
        assertEquals("Good evening", read("here/site/content/en/home.md"));
        assertEquals(Wanted.NOW, here.want(first.id(), UNNOTED));
        rounds();
        assertEquals("Welcome", read("here/site/content/en/home.md"));
        assertEquals("Welcome", read("there/site/content/en/home.md"));
        assertEquals(List.of(second.id() + "  4 files", first.id() + "  4 files  wanted  here"), there.list());
        assertEquals(Wanted.UNKNOWN, there.want("2026-11-28T20-00-00Z-00000000", UNNOTED));
        long parts = records.after("site", 0, 1000).stream().filter(each -> each.key().startsWith("file ")).count();
        assertEquals("what both have is there once", 1 + 2 + 4 + 1, parts);
    }

    @Test
    public void whatWasLaidIsNotLaidAgainSoThatItCanBeEdited() throws Exception {
        publish(here, "next");
        rounds();
        write("there/site/content/en/home.md", "edited there");
        there.close();
        there = node("there", 1);
        rounds();
        assertEquals("edited there", read("there/site/content/en/home.md"));
    }

    @Test
    public void whatIsEditedOnceItWasPublishedStays() throws Exception {
        write("here/site/content/en/home.md", "published");
        publish(here, "here/site");
        write("here/site/content/en/home.md", "edited since");
        rounds();
        assertEquals("edited since", read("here/site/content/en/home.md"));
        assertEquals("published", read("there/site/content/en/home.md"));
    }

    @Test
    public void aNodeThatComesLaterHasItToo() throws Exception {
        publish(here, "next");
        rounds();
        write("new/site/site.yaml", "name: new");
        SitePublishing other = node("new", 1);
        try {
            other.round();
            assertEquals("name: next", read("new/site/site.yaml"));
        } finally {
            other.close();
        }
    }

    @Test
    public void withoutTheDatabaseNothingIsPublishedAndTheSiteStays() throws Exception {
        publish(here, "next");
        rounds();
        records.away(true);
        write("next/site.yaml", "name: lost");
        assertThrows(IOException.class, () -> publish(here, "next"));
        assertThrows(IOException.class, there::round);
        assertEquals("name: next", read("there/site/site.yaml"));
        records.away(false);
        rounds();
        assertEquals("name: next", read("there/site/site.yaml"));
    }

    @Test
    public void whatSomebodyWithoutTheKeyWritesIsLeftOut() throws Exception {
        publish(here, "next");
        rounds();
        records.put("site", Map.of("wanted", "2026-11-28T21-00-00Z-00000000", "version 2026-11-28T21-00-00Z-00000000", "{}"));
        rounds();
        assertEquals("name: next", read("there/site/site.yaml"));
        SitePublishing stranger = node("stranger", 2);
        try {
            write("stranger/site/site.yaml", "name: stranger");
            publish(stranger, "next");
            rounds();
            assertEquals("name: next", read("there/site/site.yaml"));
        } finally {
            stranger.close();
        }
    }

    @Test
    public void aLinkAndWhatIsTooLargeAreRefusedBeforeAnyIsRead() throws Exception {
        Files.createSymbolicLink(path("next/assets/link.jpg"), path("next/assets/boat.jpg"));
        assertTrue(refusal().contains("assets/link.jpg"));
        Files.delete(path("next/assets/link.jpg"));
        try (var film = new RandomAccessFile(path("next/assets/film.mp4").toFile(), "rw")) {
            // More than fits into one array, and takes no room on the disk.
            film.setLength(3_000_000_000L);
        }
        assertTrue(refusal().contains("assets/film.mp4 is too much"));
    }

    private String refusal() {
        return assertThrows(IOException.class, () -> publish(here, "next")).getMessage();
    }

    @Test
    public void whatIsNoSiteIsNotPublished() throws Exception {
        assertThrows(IOException.class, () -> publish(here, "nowhere"));
        assertThrows(IOException.class, () -> publish(here, "next/content"));
        write("next/back\\slash", "");
        assertThrows(IOException.class, () -> publish(here, "next"));
        rounds();
        assertEquals(List.of(), here.list());
    }

    @Test
    public void noVersionLeadsOutOfTheFolder() {
        for (String path : List.of("../x", "/x", "a/../../x", ".x", "a/.x", "a//b", "", "a\\b", "a/", "x".repeat(501))) {
            assertFalse(path, SiteVersion.isPath(path));
            assertThrows(path, IllegalArgumentException.class, () -> new SiteVersion("2026-11-28T20-00-00Z-00000000",
                    new TreeMap<>(Map.of(path, new SiteVersion.Blob("", 0)))));
        }
        assertTrue(SiteVersion.isPath("content/en/à bord.md"));
    }
}
