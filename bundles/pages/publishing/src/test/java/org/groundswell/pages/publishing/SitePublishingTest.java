package org.groundswell.pages.publishing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two nodes that have one site. */
public class SitePublishingTest {
    private static final KeptVersions KEEPING = new KeptVersions(20, Duration.ofDays(30));
    private static final Note UNNOTED = _ -> { };

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private Instant now = Instant.parse("2026-11-28T20:00:00Z");
    private SitePublishing here;
    private SitePublishing there;

    @Before
    public void open() throws Exception {
        write("here/site/site.yaml", "name: here");
        write("there/site/site.yaml", "name: there");
        write("there/site/content/en/own.md", "only there");
        write("there/site/.git/config", "hidden");
        write("next/site.yaml", "name: next");
        write("next/content/en/home.md", "Welcome");
        var picture = new byte[150_000];
        new Random(1).nextBytes(picture);
        Files.createDirectories(path("next/assets"));
        Files.write(path("next/assets/boat.jpg"), picture);
        write("next/assets/empty.css", "");
        here = node("here", 1);
        there = node("there", 1);
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

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

    private SiteVersion publish(SitePublishing at, String from) throws IOException {
        return at.publish(new SiteFiles(path(from)).read(), UNNOTED);
    }

    private SitePublishing node(String name, int key) throws IOException {
        var node = new SitePublishing(path(name + "/site"), path(name + "/kept"), () -> now, KEEPING);
        node.bindRecords(records);
        node.bindKeys(new OneKey(key));
        node.round();
        return node;
    }

    private void rounds() throws IOException {
        here.round();
        there.round();
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }

    private String read(String name) throws IOException {
        return Files.readString(path(name), StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
    }
}
