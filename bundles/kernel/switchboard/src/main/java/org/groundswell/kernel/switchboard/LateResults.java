package org.groundswell.kernel.switchboard;

import java.io.Closeable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

/**
 * Methods of a port whose results go on asking the provider after the call has come out: nothing waits for them when
 * the provider leaves.
 */
final class LateResults {
    private static final List<Class<?>> LATE = List.of(Iterator.class, Spliterator.class, BaseStream.class,
            Closeable.class, Future.class);

    private LateResults() {
    }

    /** For people, in alphabetical order. */
    static List<String> of(List<Class<?>> interfaces) {
        return interfaces.stream().flatMap(type -> Arrays.stream(type.getMethods())).filter(LateResults::isLate)
                .map(Calls::operation).distinct().sorted().toList();
    }

    /** A stage is waited for. An {@code Iterable} alone promises no more than an iterator. */
    private static boolean isLate(Method method) {
        Class<?> result = method.getReturnType();
        return result == Iterable.class || !CompletionStage.class.isAssignableFrom(result)
                && LATE.stream().anyMatch(late -> late.isAssignableFrom(result));
    }
}
