package org.groundswell.itests.faults;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * Donors and visitors before HAProxy while nodes and databases die, hang and come back. What anybody was told holds, once;
 * no total and no list ever shows money that was not there; and whatever failed has its reason.
 */
public class FaultsIT {
    /** One for all tries: a test that failed is tried again with what it failed with. */
    private static final long SEED = Long.getLong("groundswell.seed", ofToday());
    /** So many seeds has a day. */
    private static final long OF_A_DAY = 1_000_000;
    private static final int NODES = 2;
    private static final int KINDS = 4;

    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();

    @Test
    public void whatWasToldHoldsWhateverDies() throws Exception {
        List<Fault> faults = schedule(SEED);
        System.out.println("FaultsIT: repeat with -Dgroundswell.seed=" + SEED + ": " + faults);
        Iterator<Fault> next = faults.iterator();
        new FaultsRun().play("faults", SERVER, NODES, () -> next.hasNext() ? next.next() : null, SEED);
    }

    private static long ofToday() {
        return LocalDate.now(ZoneOffset.UTC).toEpochDay() * OF_A_DAY + new Random().nextLong(OF_A_DAY);
    }

    /**
     * With {@code -Dgroundswell.faults=} these, else some of all, and always the one that hits all nodes. Each day goes on where
     * the day before ended, so that a few days have all of them; in which order is left to chance.
     */
    private static List<Fault> schedule(long seed) {
        String wanted = System.getProperty("groundswell.faults", "");
        if (!wanted.isEmpty()) {
            return Arrays.stream(wanted.split(",")).map(Fault::valueOf).toList();
        }
        // With two nodes, all but one are one; a node that is replaced has a test of its own.
        List<Fault> all = Arrays.stream(Fault.values()).filter(each -> each != Fault.ALL_BUT_ONE_KILLED
                && each != Fault.NODE_REPLACED && each != Fault.DATABASE_RESTARTED).collect(Collectors.toList());
        Collections.rotate(all, -(int) (seed / OF_A_DAY * (KINDS - 1) % all.size()));
        List<Fault> some = all.subList(0, KINDS - 1);
        Collections.shuffle(some, new Random(seed));
        some.add(Fault.DATABASE_RESTARTED);
        return some;
    }
}
