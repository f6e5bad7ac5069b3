package org.groundswell.kernel.switchboard;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.osgi.framework.Bundle;

/** How the calls of one provider went, by operation and consumer: harmless ones must not hide those that break. */
final class Calls {
    private final Map<Key, Count> counts = new ConcurrentHashMap<>();

    private record Key(Method method, long consumer) {
    }

    private static final class Count {
        private final LongAdder calls = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder mistakes = new LongAdder();
    }

    /** @return how often it ended like that, for this consumer and operation */
    long answered(Method method, Bundle consumer, Outcome outcome) {
        Count count = count(method, consumer);
        count.calls.increment();
        return worse(count, outcome);
    }

    /** For a call that is counted already, and whose answer turned out to be broken. */
    void turnedOut(Method method, Bundle consumer, Outcome outcome) {
        worse(count(method, consumer), outcome);
    }

    long calls() {
        return sum(count -> count.calls.sum());
    }

    long failures() {
        return sum(count -> count.failures.sum());
    }

    List<OperationStatus> operations() {
        return counts.entrySet().stream().map(each -> new OperationStatus(operation(each.getKey().method()),
                each.getKey().consumer(), each.getValue().calls.sum(), each.getValue().failures.sum(),
                each.getValue().mistakes.sum())).toList();
    }

    static String operation(Method method) {
        return method.getDeclaringClass().getSimpleName() + '.' + method.getName();
    }

    private static long worse(Count count, Outcome outcome) {
        return switch (outcome) {
            case ANSWERED -> 0;
            case BROKEN -> {
                count.failures.increment();
                yield count.failures.sum();
            }
            case MISTAKEN -> {
                count.mistakes.increment();
                yield count.mistakes.sum();
            }
        };
    }

    private Count count(Method method, Bundle consumer) {
        return counts.computeIfAbsent(new Key(method, consumer.getBundleId()), key -> new Count());
    }

    private long sum(ToLongFunction<Count> figure) {
        return counts.values().stream().mapToLong(figure).sum();
    }
}
