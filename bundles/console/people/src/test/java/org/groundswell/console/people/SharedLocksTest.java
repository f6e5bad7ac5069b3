package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.testing.RecordsInMemory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is common is read and written by many at once. */
public class SharedLocksTest {
    private static final int TIMES = 150;
    private static final long LIMIT_MINUTES = 2;
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What may fail. */
    private interface Work {
        void run() throws Exception;
    }

    /** Each part tells all others of what it has written, and so do they. */
    @Test(timeout = 300_000)
    public void partsThatAreWrittenAtOnceDoNotWaitForEachOther() throws Exception {
        Clock clock = Clock.systemUTC();
        var node = new SharedNode(folder.getRoot().toPath(), clock);
        for (String name : List.of("noor", "omar", "sara")) {
            node.people.add(Person.withPassword(name, EnumSet.of(Role.OWNER), Passwords.fastHash("x"), clock.instant()));
        }
        node.join(aMillisecondAway(), "of all nodes");
        while (!node.console.isKnown()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        var all = new ArrayList<Thread>();
        all.add(many("signs in", () -> node.signIn("omar")));
        all.add(many("signs in, too", () -> node.signIn("sara")));
        all.add(many("makes tokens", () -> node.tokens.revoke(node.tokens.make(Tokens.newId(),
                node.people.find("noor").orElseThrow(), "a script", Set.of(Role.VIEWER), 3).token().id())));
        all.add(many("changes people", () -> node.people.change("noor", each -> each.afterStep(each.lastStep() + 1))));
        all.add(many("tries passwords", node::tryWrong));
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
        for (Thread each : all) {
            each.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            assertFalse("'" + each.getName() + "' waits for others that wait for it", each.isAlive());
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(TIMES, node.people.find("noor").orElseThrow().lastStep());
        node.close();
    }

    private Thread many(String name, Work work) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                for (int i = 0; i < TIMES; i++) {
                    work.run();
                }
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        });
    }

    private SharedRecords aMillisecondAway() {
        return (SharedRecords) Proxy.newProxyInstance(SharedRecords.class.getClassLoader(),
                new Class<?>[] {SharedRecords.class}, (_, method, arguments) -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    try {
                        return method.invoke(records, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
