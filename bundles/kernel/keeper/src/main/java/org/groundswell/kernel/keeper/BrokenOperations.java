package org.groundswell.kernel.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;

/**
 * Which operations of a port break by their provider's fault. Each is judged by itself: a ledger that reads well and
 * takes no pledge is no ledger. What breaks for one consumer and works for another is that consumer's fault, and so are
 * arguments that only one gets wrong: what donors need is never stopped for one caller.
 */
public final class BrokenOperations {
    private BrokenOperations() {
    }

    /** What is known of a port's calls: by operation and consumer, or as a whole. */
    public static List<OperationStatus> of(PortStatus port) {
        return port.operations().isEmpty()
                ? List.of(new OperationStatus("", PortStatus.NOBODY, port.calls(), port.failures(), 0))
                : port.operations();
    }

    /**
     * @param allowed broken calls of one operation that nobody minds; more, and at least half of all, are too many
     * @return what is wrong, for people; "" if nothing is
     */
    public static String problem(List<OperationStatus> calls, int allowed) {
        Map<String, List<OperationStatus>> operations = calls.stream().collect(
                Collectors.groupingBy(OperationStatus::operation));
        var problems = new ArrayList<String>();
        operations.forEach((operation, consumers) -> {
            Tally tally = Tally.of(consumers);
            if (tally.failures() > allowed && tally.failures() * 2 >= tally.calls() && !isOneConsumersFault(consumers)) {
                problems.add(tally.failures() + " of " + tally.calls() + (operation.isEmpty() ? "" : " " + operation)
                        + " calls broke");
            }
        });
        return String.join(", ", problems.stream().sorted().toList());
    }

    private static boolean isOneConsumersFault(List<OperationStatus> consumers) {
        long unhappy = consumers.stream().filter(each -> each.failures() * 2 >= right(each) && each.failures() > 0)
                .count();
        boolean works = consumers.stream().anyMatch(each -> right(each) > 0 && each.failures() * 2 < right(each));
        return unhappy <= 1 && works;
    }

    /** Calls in which the consumer made no mistake. */
    private static long right(OperationStatus calls) {
        return calls.calls() - calls.mistakes();
    }

    /** The calls of one operation that count. What two consumers or more get wrong, and nobody right, is no mistake. */
    private record Tally(long calls, long failures) {

        public static Tally of(List<OperationStatus> consumers) {
            long calls = consumers.stream().mapToLong(BrokenOperations::right).sum();
            long failures = consumers.stream().mapToLong(OperationStatus::failures).sum();
            long mistaken = consumers.stream().filter(each -> each.mistakes() > 0).count();
            if (mistaken > 1 && calls == failures) {
                long mistakes = consumers.stream().mapToLong(OperationStatus::mistakes).sum();
                return new Tally(calls + mistakes, failures + mistakes);
            }
            return new Tally(calls, failures);
        }
    }
}
