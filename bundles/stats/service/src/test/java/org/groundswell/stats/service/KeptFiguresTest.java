package org.groundswell.stats.service;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.Gson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.groundswell.stats.api.Figures;
import org.groundswell.testing.SetClock;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KeptFiguresTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-21T20:00:10Z");

    @Test
    public void aRestartKeepsEachMinute() throws Exception {
        var kept = kept();
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofMinutes(1));
            kept.add(minute(i));
        }
        // Nothing is closed: a process that is killed closes nothing.
        List<Figures> before = kept.series(ago(Duration.ofHours(1)), clock.instant().plusSeconds(60), 100);
        assertEquals(3, before.size());
        assertEquals(before, kept().series(ago(Duration.ofHours(1)), clock.instant().plusSeconds(60), 100));
        assertEquals(minute(2), before.getLast());
    }

    @Test
    public void theTwoPartsOfAMinuteWithARestartAreOneMinute() throws Exception {
        kept().add(minute(4));
        kept().add(minute(5));
        List<Figures> read = kept().series(ago(Duration.ofHours(1)), clock.instant(), 100);
        assertEquals(1, read.size());
        assertEquals(9, read.getFirst().gifts());
        assertEquals(Map.of("EUR", 900L), read.getFirst().amount());
        assertEquals(1, read.getFirst().minutes());
    }

    @Test
    public void linesThatAreNoneCostThemselvesOnly() throws Exception {
        kept().add(minute(4));
        Path file = temporary.getRoot().toPath().resolve("figures/2026-11-21");
        Files.writeString(file, "{\"at\":\"2026-11-21T20:01:00Z\",\"g\":", StandardOpenOption.APPEND);
        clock.pass(Duration.ofMinutes(2));
        kept().add(minute(6));
        Files.writeString(file, "{\"at\":\"2020-01-01T00:00:00Z\",\"g\":99}\nnull\n[]\n{}\n\n{\"at\":\"2026-11-21T20:05:03Z\"}",
                StandardOpenOption.APPEND);
        assertEquals(List.of(4L, 6L), kept().series(ago(Duration.ofHours(1)), clock.instant().plusSeconds(60), 100)
                .stream().map(Figures::gifts).toList());
    }

    @Test
    public void longTimesComeInStepsWithNothingLost() throws Exception {
        var kept = kept();
        for (int i = 0; i < 5 * 24 * 6; i++) {
            kept.add(minute(1));
            clock.pass(Duration.ofMinutes(10));
        }
        Instant from = ago(Duration.ofDays(5));
        for (var each : List.of(kept, kept())) {
            for (int points : new int[] {1, 2, 7, 100, 500, 2000}) {
                List<Figures> steps = each.series(from, clock.instant(), points);
                assertTrue(points + " " + steps.size(), steps.size() <= points);
                assertEquals(points + "", 5 * 24 * 6, steps.stream().mapToLong(Figures::gifts).sum());
            }
            assertEquals("another time asked once more", 25, each.series(from, from.plus(Duration.ofDays(1)), 25)
                    .size());
            List<Figures> hour = each.series(ago(Duration.ofHours(1)), clock.instant(), 61);
            assertEquals(1, hour.getLast().minutes());
            assertTrue(hour.size() >= 6);
        }
    }

    @Test
    public void anOldDayLeaves() throws Exception {
        var kept = kept();
        kept.add(minute(1));
        clock.pass(Duration.ofDays(399));
        kept.add(minute(2));
        assertEquals(2, kept.series(Instant.EPOCH, clock.instant().plusSeconds(60), 2000).size());
        clock.pass(Duration.ofDays(2));
        kept.add(minute(3));
        assertEquals(List.of(2L, 3L), kept.series(Instant.EPOCH, clock.instant().plusSeconds(60), 2000).stream()
                .map(Figures::gifts).toList());
        Path folder = temporary.getRoot().toPath().resolve("figures");
        assertFalse(Files.exists(folder.resolve("2026-11-21")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    }

    @Test
    public void aYearFitsOnAnyDisk() {
        var busy = new Figures(clock.instant().truncatedTo(ChronoUnit.MINUTES), 1, 123_456, 1_234_567, 12_345_678, 12_345,
                123_456, 1_234_567, 12_345, 0, Map.of("EUR", 123_456_789L, "USD", 123_456_789L),
                Map.of("stripe", 500L, "mollie", 500L), Map.of("stripe", 100L));
        String line = FigureLine.write(busy, new Gson());
        assertTrue(line, line.length() < 300);
        assertTrue(FigureLine.write(Figures.none(clock.instant(), 1), new Gson()).length() < 50);
        assertEquals(busy, FigureLine.read(line, new Gson()));
    }

    @Test
    public void whatMakesNoSenseIsRefused() {
        Instant now = clock.instant();
        assertThrows(IllegalArgumentException.class, () -> kept().series(now, now.plusSeconds(60), 0));
        assertThrows(IllegalArgumentException.class, () -> kept().series(now, now.plusSeconds(60), 2001));
        assertThrows(IllegalArgumentException.class, () -> kept().series(now, now.minusSeconds(60), 10));
        assertEquals(List.of(), kept().series(now, now, 10));
        assertEquals(List.of(), kept().series(Instant.MIN, Instant.MAX, 10));
    }

    private Figures minute(int gifts) {
        return new Figures(clock.instant().truncatedTo(ChronoUnit.MINUTES), 1, 5, 10, 20, 1, 100, 2_000, gifts, 0,
                gifts == 0 ? Map.of() : Map.of("EUR", gifts * 100L), Map.of(), Map.of());
    }

    private Instant ago(Duration time) {
        return clock.instant().minus(time);
    }

    private KeptFigures kept() {
        return new KeptFigures(new FigureFiles(temporary.getRoot().toPath().resolve("figures")), clock);
    }
}
