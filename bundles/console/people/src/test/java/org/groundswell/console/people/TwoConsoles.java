package org.groundswell.console.people;

import static org.junit.Assert.fail;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.groundswell.console.api.Role;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Two nodes whose consoles have their people in common. */
abstract class TwoConsoles {
    static final String KEY = "of all nodes";
    static final long LIMIT = 300_000;
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    final RecordsInMemory records = new RecordsInMemory();
    SharedNode here;
    SharedNode there;

    @Before
    public void join() throws Exception {
        here = new SharedNode(place("here"), clock);
        there = new SharedNode(place("there"), clock);
        here.people.add(person("noor", Role.OWNER, "of here"));
        there.people.add(person("noor", Role.OWNER, "of there"));
        there.people.add(person("omar", Role.VIEWER, "x"));
        here.join(records, KEY);
        until(here.console::isKnown);
        there.join(records, KEY);
        until(() -> there.console.isKnown() && here.people.find("omar").isPresent());
    }

    @After
    public void leave() {
        here.close();
        there.close();
    }

    Person person(String name, Role role, String password) {
        return Person.withPassword(name, EnumSet.of(role), Passwords.fastHash(password), clock.instant());
    }

    Path place(String node) {
        return folder.getRoot().toPath().resolve(node);
    }

    /** What may fail while it is asked. */
    interface Condition {
        boolean holds() throws Exception;
    }

    void until(Condition condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        BooleanSupplier quiet = () -> {
            try {
                return condition.holds();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        while (!quiet.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("it did not come");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            here.look();
            there.look();
        }
    }
}
