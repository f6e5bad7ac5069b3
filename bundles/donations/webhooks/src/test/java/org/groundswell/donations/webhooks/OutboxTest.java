package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Entry;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Outbox outbox;

    @Before
    public void open() throws Exception {
        outbox = new Outbox(file());
    }

    @After
    public void close() throws Exception {
        outbox.close();
    }

    @Test
    public void lettersAndPositionAreThereAfterTheProcessEnded() throws Exception {
        assertEquals(Optional.empty(), outbox.position());
        Entry entry = Entries.entry(1, 7);
        outbox.take(List.of(entry), "1-x", NOW);
        try (var again = new Outbox(file())) {
            assertEquals(Optional.of("1-x"), again.position());
            assertEquals(List.of(new Letter(entry, 0, null, "")), again.due(NOW, 10));
        }
    }

    /** As an earlier release has left it. */
    @Test
    public void anOlderFileIsReadAndGoesOn() throws Exception {
        outbox.take(List.of(Entries.entry(1, 7)), "1", NOW);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.executeUpdate("DROP INDEX letter_page; ALTER TABLE letter DROP COLUMN page; DROP TABLE page;"
                    + " DROP TABLE turn");
        }
        try (var again = new Outbox(file())) {
            assertEquals("nobody knows", Optional.empty(), again.told());
            again.take(List.of(Entries.entry(2, 8)), "2", NOW);
            assertEquals("the older one waits", Optional.empty(), again.told());
            again.delivered(again.due(NOW, 10));
            assertEquals(Optional.of("2"), again.told());
            assertEquals(0, again.fence());
        }
    }

    @Test
    public void whatIsToldIsWhatNothingWaitsOf() {
        outbox.take(List.of(), "0", NOW);
        assertEquals(Optional.of("0"), outbox.told());
        outbox.take(List.of(Entries.entry(1, 1), Entries.entry(2, 2)), "2", NOW);
        outbox.take(List.of(), "3", NOW);
        outbox.take(List.of(Entries.entry(4, 4)), "4", NOW);
        assertEquals(Optional.of("0"), outbox.told());
        List<Letter> letters = outbox.due(NOW, 10);
        outbox.delivered(letters.subList(2, 3));
        assertEquals("the later page does not count before", Optional.of("0"), outbox.told());
        outbox.delivered(letters.subList(0, 1));
        assertEquals(Optional.of("0"), outbox.told());
        outbox.delivered(letters.subList(1, 2));
        assertEquals(Optional.of("4"), outbox.told());
    }

    @Test
    public void ofEachDonationOnlyTheNextOneIsDue() {
        outbox.take(List.of(Entries.entry(1, 1), Entries.entry(2, 2), Entries.entry(3, 1), Entries.entry(4, 2)), "4",
                NOW);
        assertEquals(List.of(1L, 2L), due(NOW));
        List<Letter> first = outbox.due(NOW, 10);
        outbox.failed(new Attempt(first.getFirst(), "status 500"), NOW, NOW.plusSeconds(60));
        outbox.delivered(List.of(first.get(1)));
        assertEquals("the later one of the first waits with it", List.of(4L), due(NOW));
        assertEquals(List.of(4L, 1L), due(NOW.plusSeconds(60)));
        outbox.hurry(NOW);
        assertEquals(2, due(NOW).size());
    }

    @Test
    public void whatIsReadTwiceIsThereOnce() {
        outbox.take(List.of(Entries.entry(1, 1)), "1", NOW);
        outbox.take(List.of(Entries.entry(1, 1), Entries.entry(2, 2)), "2", NOW);
        assertEquals(2, outbox.waiting());
    }

    @Test
    public void whatWasGivenUpIsKeptUntilAnAdminDecides() {
        outbox.take(List.of(Entries.entry(1, 1), Entries.entry(2, 2), Entries.entry(3, 1)), "3", NOW);
        for (Letter each : outbox.due(NOW, 10)) {
            outbox.failed(new Attempt(each, "status 400"), NOW, null);
        }
        assertEquals("those after it go on", List.of(3L), due(NOW));
        List<Letter> dead = outbox.dead(10);
        assertEquals(2, dead.size());
        assertEquals(1, dead.getFirst().attempts());
        assertEquals("status 400", dead.getFirst().failure());
        outbox.revive(new UUID(0, 1), 1, NOW.plus(Duration.ofDays(1)));
        outbox.discard(new UUID(0, 2), 2);
        outbox.discard(new UUID(0, 1), 3);
        assertEquals("what still waits is not discarded", 2, outbox.waiting());
        assertEquals(0, outbox.givenUp());
        assertEquals(List.of(1L), due(NOW.plus(Duration.ofDays(1))));
        assertEquals(2, outbox.untried());
        outbox.failed(new Attempt(outbox.due(NOW.plus(Duration.ofDays(1)), 1).getFirst(), "no"), NOW, null);
        outbox.revive(null, 0, NOW);
        assertEquals(0, outbox.givenUp());
        assertTrue(outbox.dead(10).isEmpty());
    }

    private List<Long> due(Instant at) {
        return outbox.due(at, 10).stream().map(each -> each.entry().sequence()).toList();
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("webhooks/crm.db");
    }
}
