package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a node knows of a database that goes away, or comes back without what was written last. */
public class SharedFailoverTest {
    private static final long LIMIT = 240_000;
    private static final String KEY = "of all nodes";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final RecordsInMemory records = new RecordsInMemory();
    /** Whether it goes away with each record that is written. */
    private final AtomicBoolean goesAfterwards = new AtomicBoolean();
    /** How often this thread has tried to write: the loop does it by itself. */
    private final AtomicInteger written = new AtomicInteger();
    private volatile Thread asking;
    private SharedNode here;

    @Before
    public void join() throws Exception {
        here = new SharedNode(folder.getRoot().toPath().resolve("here"), clock);
        here.people.add(person("noor", Role.OWNER));
        here.people.add(person("omar", Role.VIEWER));
        here.join(watched(), KEY);
        until(here.console::isKnown);
    }

    @After
    public void leave() {
        here.close();
    }

    @Test(timeout = LIMIT)
    public void aTokenWhoseRecordIsLostCanBeTakenBack() throws Exception {
        RecordsInMemory standby = records.standby();
        Tokens.Made made = makeToken(here);
        records.promote(standby);
        until(() -> {
            try {
                here.tokens.revoke(made.token().id());
                return true;
            } catch (UnreachableException e) {
                return false;
            }
        });
        assertFalse(here.tokens.use(made.secret()).isPresent());
    }

    @Test(timeout = LIMIT)
    public void peopleOfAVersionThatIsGivenOnceMoreAreRead() throws Exception {
        RecordsInMemory standby = records.standby();
        here.people.add(person("lost", Role.VIEWER));
        try (SharedNode other = other(standby)) {
            other.people.add(person("sara", Role.VIEWER));
        }
        assertEquals(version(records, "people"), version(standby, "people"));
        records.promote(standby);
        until(() -> here.people.find("sara").isPresent());
        assertFalse(here.people.find("lost").isPresent());
    }

    @Test(timeout = LIMIT)
    public void tokensOfAVersionThatIsGivenOnceMoreAreRead() throws Exception {
        RecordsInMemory standby = records.standby();
        Tokens.Made lost = makeToken(here);
        Tokens.Made made;
        try (SharedNode other = other(standby)) {
            made = makeToken(other);
        }
        assertEquals(version(records, "tokens "), version(standby, "tokens "));
        records.promote(standby);
        until(() -> here.tokens.use(made.secret()).isPresent());
        assertFalse(here.tokens.use(lost.secret()).isPresent());
    }

    @Test(timeout = LIMIT)
    public void sessionsOfAVersionThatIsGivenOnceMoreAreRead() throws Exception {
        RecordsInMemory standby = records.standby();
        here.signIn("omar");
        String cookie;
        try (SharedNode other = other(standby)) {
            cookie = other.signIn("omar");
        }
        assertEquals(version(records, "sessions "), version(standby, "sessions "));
        records.promote(standby);
        until(() -> here.session(cookie).isPresent());
    }

    /** Whoever was taken away is, though the database has gone before this node could read it. */
    @Test(timeout = LIMIT)
    public void whatWasWrittenIsDoneThoughItCannotBeReadBack() throws Exception {
        Tokens.Made made = makeToken(here);
        goesAfterwards.set(true);
        here.people.remove("omar");
        assertFalse(here.people.find("omar").isPresent());
        records.away(false);
        here.tokens.revoke(made.token().id());
        assertFalse(here.tokens.use(made.secret()).isPresent());
        goesAfterwards.set(false);
        records.away(false);
        until(() -> {
            try {
                here.people.add(person("omar", Role.EDITOR));
                return true;
            } catch (UnreachableException e) {
                return false;
            }
        });
        assertEquals(Set.of(Role.EDITOR), here.people.find("omar").orElseThrow().roles());
    }

    /** Nobody who signs in or out waits for a database of which it is known that it is away. */
    @Test(timeout = LIMIT)
    public void whileTheDatabaseIsAwaySessionsAreLeftToTheLoop() throws Exception {
        asking = Thread.currentThread();
        records.away(true);
        here.signIn("noor");
        int before = written.get();
        String cookie = "";
        for (int i = 0; i < 20; i++) {
            cookie = here.signIn("omar");
        }
        assertEquals(before, written.get());
        records.away(false);
        try (SharedNode other = other(records)) {
            String last = cookie;
            until(() -> other.session(last).isPresent());
        }
    }

    private Tokens.Made makeToken(SharedNode node) throws IOException {
        return node.tokens.make(Tokens.newId(), node.people.find("noor").orElseThrow(), "a script", Set.of(Role.VIEWER), 3);
    }

    private SharedNode other(SharedRecords theirs) throws Exception {
        var other = new SharedNode(folder.newFolder().toPath(), clock);
        other.join(theirs, KEY);
        until(other.console::isKnown);
        return other;
    }

    private static long version(RecordsInMemory from, String prefix) throws IOException {
        return from.after("console", 0, 100).stream().filter(each -> each.key().startsWith(prefix)).findFirst()
                .orElseThrow().version();
    }

    private Person person(String name, Role role) {
        return Person.withPassword(name, EnumSet.of(role), Passwords.fastHash("x"), clock.instant());
    }

    private SharedRecords watched() {
        return (SharedRecords) Proxy.newProxyInstance(SharedRecords.class.getClassLoader(),
                new Class<?>[] {SharedRecords.class}, (_, method, arguments) -> {
                    boolean writes = method.getName().equals("exchange");
                    written.addAndGet(writes && Thread.currentThread() == asking ? 1 : 0);
                    try {
                        Object answer = method.invoke(records, arguments);
                        if (writes && goesAfterwards.get()) {
                            records.away(true);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void until(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("it did not come");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            here.look();
        }
    }
}
