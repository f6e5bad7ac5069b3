package org.groundswell.kernel.keeper.care;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;
import org.junit.Test;

public class FailureWatchTest {
    private final FailureWatch watch = new FailureWatch(10);

    @Test
    public void onlyWhatIsNewCountsAndOnlyIfItIsMany() {
        assertEquals(Set.of(), failing(port(7, 1000, 10)));
        assertEquals("five more", Set.of(), failing(port(7, 1005, 15)));
        assertEquals("many, but few of all", Set.of(), failing(port(7, 1205, 55)));
        assertEquals("half of all", Set.of(7L), failing(port(7, 1245, 75)));
        assertEquals("quiet again", Set.of(), failing(port(7, 1245, 75)));
    }

    @Test
    public void anotherProviderBeginsAtNought() {
        assertEquals(Set.of(7L), failing(port(7, 20, 20)));
        assertEquals(Set.of(), failing(port(7, 5, 5)));
        assertEquals(Set.of(8L), failing(port(8, 16, 16)));
        assertEquals("nobody to blame", Set.of(), failing(port(PortStatus.NOBODY, 99, 99)));
    }

    @Test
    public void aSeldomOperationThatNeverWorksIsNotHiddenByThoseThatDo() {
        for (int pledges = 1; pledges <= 10; pledges++) {
            assertEquals(Set.of(), failing(ledger(call("pledge", 1, pledges, pledges, 0),
                    call("totals", 1, 1000L * pledges, 0, 0))));
            assertEquals("nothing happens", Set.of(), failing(ledger(call("pledge", 1, pledges, pledges, 0),
                    call("totals", 1, 1000L * pledges, 0, 0))));
        }
        assertEquals(Map.of(7L, "11 of 11 pledge calls broke"), watch.failing(List.of(ledger(
                call("pledge", 1, 11, 11, 0), call("totals", 1, 20_000, 0, 0)))));
    }

    @Test
    public void whatWorksAgainIsForgiven() {
        assertEquals(Set.of(), failing(ledger(call("pledge", 1, 10, 10, 0))));
        assertEquals(Set.of(), failing(ledger(call("pledge", 1, 30, 10, 0))));
        assertEquals(Set.of(), failing(ledger(call("pledge", 1, 40, 20, 0))));
        assertEquals(Set.of(7L), failing(ledger(call("pledge", 1, 41, 21, 0))));
    }

    @Test
    public void whatBreaksForOneConsumerAndWorksForAnotherIsNotTheProvidersFault() {
        assertEquals(Set.of(), failing(ledger(call("totals", 1, 60, 60, 0), call("totals", 2, 3, 0, 0))));
        assertEquals("for both", Set.of(7L), failing(ledger(call("totals", 1, 120, 120, 0),
                call("totals", 2, 20, 17, 0))));
    }

    @Test
    public void wrongArgumentsAreTheirConsumersFaultUnlessNobodyGetsThemRight() {
        assertEquals(Set.of(), failing(ledger(call("totals", 1, 60, 0, 60))));
        assertEquals(Set.of(7L), failing(ledger(call("totals", 1, 120, 0, 120), call("totals", 2, 20, 0, 20))));
    }

    private Set<Long> failing(PortStatus port) {
        return watch.failing(List.of(port)).keySet();
    }

    private static PortStatus ledger(OperationStatus... operations) {
        long calls = Arrays.stream(operations).mapToLong(OperationStatus::calls).sum();
        long failures = Arrays.stream(operations).mapToLong(OperationStatus::failures).sum();
        return new PortStatus("a", List.of("A"), 7, 7, calls, failures, 0, 0, List.of(operations));
    }

    private static OperationStatus call(String operation, long consumer, long calls, long failures, long mistakes) {
        return new OperationStatus(operation, consumer, calls, failures, mistakes);
    }

    private static PortStatus port(long provider, long calls, long failures) {
        return new PortStatus("a", List.of("A"), provider, provider, calls, failures, 0, 0);
    }
}
