package org.groundswell.kernel.retention;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.kernel.api.retention.KeptData;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.testing.SetClock;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RetentionJobTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final Letters letters = new Letters();
    private Path last;
    private RetentionJob job;

    /** Counts how often it was asked to delete. */
    private static final class Letters implements KeptData {
        private final List<Instant> deleted = new ArrayList<>();
        private int looks;
        private boolean broken;

        @Override
        public String name() {
            return "letters";
        }

        @Override
        public Term term() {
            return new Term(30);
        }

        @Override
        public Overdue overdue(Instant now) throws IOException {
            looks++;
            fail();
            return new Overdue(3, "2 are not answered");
        }

        @Override
        public Overdue delete(Instant now) throws IOException {
            fail();
            deleted.add(now);
            return new Overdue(3, "");
        }

        private void fail() throws IOException {
            if (broken) {
                throw new IOException("the disk is away");
            }
        }
    }

    @Before
    public void begin() {
        last = folder.getRoot().toPath().resolve("retention/last-round");
        job = job();
        job.bindKept(letters);
    }

    @Test
    public void theFirstRoundOnlyLooksAndTheNextDayDeletesOnce() throws Exception {
        job.look();
        assertEquals("looked at", 1, letters.looks);
        everyTenMinutes(Duration.ofHours(6));
        assertEquals("it is two o'clock, and too soon", List.of(), letters.deleted);
        everyTenMinutes(Duration.ofHours(26));
        assertEquals(List.of(Instant.parse("2026-11-23T03:00:00Z")), letters.deleted);
    }

    @Test
    public void aClockThatLeapsDeletesNothingUntilItWasTheSameForADay() throws Exception {
        settled();
        clock.set(Instant.parse("2031-01-01T03:00:00Z"));
        job.look();
        assertEquals("five years in one night", 1, letters.deleted.size());
        clock.set(Instant.parse("2026-11-25T03:00:00Z"));
        job.look();
        assertEquals("and back", 1, letters.deleted.size());
        clock.set(Instant.parse("2026-11-26T03:00:00Z"));
        job.look();
        assertEquals(2, letters.deleted.size());
    }

    @Test
    public void aNodeThatIsNeverOnAtTheHourHasRoundsAllTheSame() throws Exception {
        settled();
        clock.set(Instant.parse("2026-11-24T19:00:00Z"));
        job.look();
        assertEquals("not yet two days", 1, letters.deleted.size());
        clock.set(Instant.parse("2026-11-25T19:00:00Z"));
        job.look();
        assertEquals(2, letters.deleted.size());
    }

    @Test
    public void aRestartIsNoReasonForAnotherRound() throws Exception {
        settled();
        RetentionJob again = job();
        again.bindKept(letters);
        clock.pass(Duration.ofMinutes(10));
        again.look();
        assertEquals(1, letters.deleted.size());
        Files.writeString(last, "damaged");
        again.look();
        assertEquals("as if there had been none", 1, letters.deleted.size());
    }

    @Test
    public void oneKindThatFailsKeepsNoOtherFromIt() throws Exception {
        var broken = new Letters();
        broken.broken = true;
        RetentionJob both = job();
        both.bindKept(broken);
        both.bindKept(letters);
        both.look();
        clock.set(Instant.parse("2026-11-23T03:00:00Z"));
        both.look();
        assertEquals(1, letters.deleted.size());
        assertEquals(List.of("letters (kept for 30 days): 3 would be deleted; 2 are not answered",
                "letters: cannot be looked at: the disk is away"), both.preview().stream().sorted().toList());
        assertEquals("a preview deletes nothing", 1, letters.deleted.size());
    }

    /** After one round that has deleted, on the 23rd. */
    private void settled() throws IOException {
        job.look();
        clock.set(Instant.parse("2026-11-23T03:00:00Z"));
        job.look();
        assertEquals(1, letters.deleted.size());
    }

    private void everyTenMinutes(Duration time) throws IOException {
        for (long minute = 0; minute < time.toMinutes(); minute += 10) {
            clock.pass(Duration.ofMinutes(10));
            job.look();
        }
    }

    private RetentionJob job() {
        return new RetentionJob(new Rounds(last, 3), clock);
    }
}
