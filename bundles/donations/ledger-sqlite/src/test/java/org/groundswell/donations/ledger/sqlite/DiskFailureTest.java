package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.testing.FaultyDisk;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The disk refuses one call, or all from one on, at each place of a donation's way; then it is well again. */
public class DiskFailureTest {
    /** So few that a donation's way leads through a checkpoint, too. */
    private static final int LOG_PAGES = 12;
    /** What is synced for good is told by {@link FaultyDisk}: the disk itself need not be waited for. */
    private static final File QUICK = new File("/dev/shm");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder(QUICK.isDirectory() ? QUICK : null);

    @Test
    public void oneFullMomentRefusesOneGiftAndNoMore() throws Exception {
        everywhere(FaultyDisk.ENOSPC, false);
    }

    @Test
    public void aDiskThatIsFullForAWhileRefusesGiftsForThatWhile() throws Exception {
        everywhere(FaultyDisk.ENOSPC, true);
    }

    @Test
    public void oneInputOutputErrorRefusesOneGiftAndNoMore() throws Exception {
        everywhere(FaultyDisk.EIO, false);
    }

    @Test
    public void aDiskThatFailsForAWhileRefusesGiftsForThatWhile() throws Exception {
        everywhere(FaultyDisk.EIO, true);
    }

    /** A failed sync has lost what it should have written, although reading still shows it. */
    @Test
    public void afterAFailedSyncAKilledNodeTrustsNothingThatAPowerFailureWouldTake() throws Exception {
        var disk = new FaultyDisk(folder.getRoot().toPath());
        for (int n = 1; ; n++) {
            Path first = folder.getRoot().toPath().resolve("first" + n);
            Path second = folder.getRoot().toPath().resolve("second" + n);
            Path third = folder.getRoot().toPath().resolve("third" + n);
            var gifts = new Gifts();
            SqliteLedger ledger = opened(first, 1000);
            gifts.give(ledger, "before");
            disk.fail(n, FaultyDisk.EIO, true);
            gifts.tries(() -> gifts.give(ledger, "meanwhile"));
            List<String> calls = disk.mend();
            disk.kill(first, second);
            ledger.close();
            if (calls.isEmpty()) {
                return;
            }
            String when = "at call " + n + ", " + calls.getLast();
            SqliteLedger next = opened(second, 1000);
            gifts.check(when, next);
            gifts.give(next, "after");
            disk.losePower(second, third);
            next.close();
            SqliteLedger last = opened(third, 1000);
            gifts.check(when + ", and without power", last);
            last.close();
        }
    }

    private void everywhere(int error, boolean forGood) throws Exception {
        var disk = new FaultyDisk(folder.getRoot().toPath());
        var refusing = new ArrayList<String>();
        for (int n = 1; ; n++) {
            Path file = folder.getRoot().toPath().resolve(n + "/ledger.db");
            var gifts = new Gifts();
            SqliteLedger ledger = opened(file.getParent(), LOG_PAGES);
            gifts.give(ledger, "before");
            disk.fail(n, error, forGood);
            boolean taken = gifts.tries(() -> gifts.give(ledger, "meanwhile"));
            List<String> calls = disk.mend();
            if (calls.isEmpty()) {
                assertTrue("nothing failed, and yet the gift was refused", taken);
                ledger.close();
                break;
            }
            String when = "at call " + n + ", " + calls.getLast();
            if (!taken) {
                refusing.add(calls.getLast());
            }
            gifts.check(when, ledger);
            gifts.give(ledger, "meanwhile");
            gifts.give(ledger, "after");
            gifts.checkAll(when, ledger);
            assertTrue(when + ": " + ledger.failure(), ledger.failure().isEmpty());
            Path left = folder.getRoot().toPath().resolve(n + "-without-power");
            disk.losePower(file.getParent(), left);
            ledger.close();
            SqliteLedger again = opened(left, LOG_PAGES);
            gifts.checkAll(when + ", and without power", again);
            again.close();
        }
        assertTrue(refusing.toString(), refusing.contains("write ledger.db-wal"));
        assertTrue(refusing.toString(), refusing.contains("sync ledger.db-wal"));
        assertFalse("a checkpoint is not a donor's business", !forGood && refusing.contains("write ledger.db"));
    }

    private static SqliteLedger opened(Path folder, int logPages) throws Exception {
        return new SqliteLedger(new Database(folder.resolve("ledger.db"), logPages), 1000, 100, 1);
    }
}
