package org.groundswell.pages.publishing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What becomes of versions that nobody needs any more. Two nodes look, as many as there are would. */
public class SiteClearingTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final KeptVersions KEEPING = new KeptVersions(2, DAY.multipliedBy(3));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    private final List<SitePublishing> nodes = new ArrayList<>();
    private SitePublishing here;
    private SitePublishing there;

    @Before
    public void open() throws Exception {
        here = node("here");
        there = node("there");
    }

    @After
    public void close() {
        nodes.forEach(SitePublishing::close);
    }

    @Test
    public void theLatestAndTheYoungStayAndTheOthersGoWithWhatOnlyTheyHave() throws Exception {
        List<String> ids = fiveDays();
        assertEquals("the last two, and what is younger than three days", ids.subList(1, 5).reversed(), ids(there));
        pass(DAY.multipliedBy(9));
        assertEquals(ids.subList(3, 5).reversed(), ids(there));
        assertEquals(ids(there), ids(here));
        assertEquals("somebody may be about to need those of the two that went now", 4, pages());
        pass(Duration.ofHours(1));
        assertEquals("those of the two that are left", 2, pages());
        for (String each : List.of("here", "there")) {
            assertEquals("here, too: site.yaml, and two pages", 3, files(each));
        }
        SitePublishing late = node("late");
        assertEquals("page 4", page("late"));
        assertEquals(ids(here), ids(late));
        assertEquals(3, files("late"));
    }

    @Test
    public void whatIsInForceNeverGoes() throws Exception {
        List<String> ids = fiveDays();
        here.want(ids.get(1), _ -> { });
        for (int i = 0; i < 3; i++) {
            pass(DAY.multipliedBy(9));
        }
        assertEquals(List.of(ids.get(4), ids.get(3), ids.get(1)), ids(there));
        node("late");
        assertEquals("page 1", page("late"));
        here.want(ids.get(3), _ -> { });
        pass(DAY);
        pass(DAY);
        assertEquals("and goes when another one is", List.of(ids.get(4), ids.get(3)), ids(there));
    }

    @Test
    public void whatHasGoneCanBePublishedAgain() throws Exception {
        List<String> ids = fiveDays();
        pass(DAY.multipliedBy(9));
        pass(DAY);
        assertEquals(Wanted.UNKNOWN, here.want(ids.getFirst(), _ -> { }));
        publish(there, "page 0");
        pass(Duration.ofSeconds(1));
        node("late");
        for (String each : List.of("here", "there", "late")) {
            assertEquals("page 0", page(each));
        }
        assertEquals(Optional.empty(), here.problem());
    }

    @Test
    public void whoPublishesWhatIsAboutToGoKeepsIt() throws Exception {
        List<String> ids = fiveDays();
        pass(DAY.multipliedBy(9));
        assertFalse(ids(here).contains(ids.getFirst()));
        publish(here, "page 0");
        pass(Duration.ofHours(1));
        assertEquals("its part was written anew, and did not go with the version", "page 0", page("there"));
        node("late");
        assertEquals("page 0", page("late"));
    }

    @Test
    public void aNodeThatCannotReadAllTakesNothingAway() throws Exception {
        List<String> ids = fiveDays();
        records.put("site", Map.of("version 2026-11-28T21-00-00Z-00000000", "of somebody without the key"));
        pass(DAY.multipliedBy(9));
        pass(DAY);
        assertEquals(ids.subList(1, 5).reversed(), ids(here));
        assertEquals(5, pages());
    }

    @Test
    public void withoutTheDatabaseNothingGoes() throws Exception {
        List<String> ids = fiveDays();
        records.away(true);
        clock.pass(DAY.multipliedBy(9));
        assertThrows(IOException.class, here::round);
        assertEquals(4, ids(here).size());
        assertEquals(6, files("here"));
        records.away(false);
        pass(Duration.ZERO);
        assertEquals(ids.subList(3, 5).reversed(), ids(here));
    }

    @Test
    public void aPartThatIsWrittenAnewIsNeededBySomebody() {
        var parts = new HeardParts();
        parts.add("a.0", 1);
        assertEquals(List.of(), parts.over(Set.of(), clock.instant()));
        clock.pass(HeardParts.GRACE);
        parts.add("a.0", 2);
        assertEquals(List.of(), parts.over(Set.of(), clock.instant()));
        clock.pass(HeardParts.GRACE.minusSeconds(1));
        assertEquals(List.of(), parts.over(Set.of(), clock.instant()));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(List.of("a.0"), parts.over(Set.of(), clock.instant()));
        assertEquals(List.of(), parts.over(Set.of("a.0"), clock.instant()));
    }

    /** A version a day, each with a page of its own. */
    private List<String> fiveDays() throws IOException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(publish(i % 2 == 0 ? here : there, "page " + i));
            if (i < 4) {
                pass(DAY);
            }
        }
        pass(Duration.ZERO);
        return ids;
    }

    private String publish(SitePublishing at, String page) throws IOException {
        Files.createDirectories(path("next/content/en"));
        Files.writeString(path("next/site.yaml"), "name: next");
        // Nothing that a seal makes shorter.
        var noise = new byte[500];
        new Random(page.hashCode()).nextBytes(noise);
        Files.writeString(path("next/content/en/home.md"), page + "\n" + HexFormat.of().formatHex(noise));
        return at.publish(new SiteFiles(path("next")).read(), _ -> { }).id();
    }

    private void pass(Duration time) throws IOException {
        clock.pass(time);
        for (int i = 0; i < 2; i++) {
            for (SitePublishing each : nodes) {
                each.round();
            }
        }
    }

    private SitePublishing node(String name) throws IOException {
        Files.createDirectories(path(name + "/site"));
        var node = new SitePublishing(path(name + "/site"), path(name + "/kept"), clock, KEEPING);
        nodes.add(node);
        node.bindRecords(records);
        node.bindKeys(new OneKey(1));
        node.round();
        return node;
    }

    private static List<String> ids(SitePublishing node) {
        return node.list().stream().map(each -> each.split(" ")[0]).toList();
    }

    /** How many pages the database has; the other file is short. */
    private long pages() throws IOException {
        return records.after("site", 0, 1000).stream().filter(each -> each.key().startsWith("file ")
                && each.value().length() > 500).count();
    }

    private long files(String name) throws IOException {
        try (var files = Files.list(path(name + "/kept/files"))) {
            return files.count();
        }
    }

    private String page(String name) throws IOException {
        return Files.readAllLines(path(name + "/site/content/en/home.md")).getFirst();
    }

    private Path path(String name) {
        return folder.getRoot().toPath().resolve(name);
    }
}
