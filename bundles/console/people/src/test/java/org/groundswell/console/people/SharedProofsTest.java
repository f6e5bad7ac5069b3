package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.records.SharedRecords;
import org.junit.Test;

/** Tokens, codes and wrong passwords of two nodes. */
public class SharedProofsTest extends TwoConsoles {
    @Test(timeout = LIMIT)
    public void aTokenCountsAtAllAndEndsAtAll() throws Exception {
        Person omar = here.people.find("omar").orElseThrow();
        Tokens.Made made = here.tokens.make(Tokens.newId(), omar, "a script", Set.of(Role.VIEWER), 30);
        assertEquals("omar", there.tokens.use(made.secret()).orElseThrow().person().name());
        there.tokens.revoke(made.token().id());
        until(() -> here.tokens.use(made.secret()).isEmpty());
        assertEquals(List.of(), there.tokens.all());
    }

    /** By the example of RFC 6238: at 59 s the code is 287082. */
    @Test(timeout = LIMIT)
    public void withoutTheDatabaseACodeCountsOnceAtEachNodeAndRecoveryCodesDoNot() throws Exception {
        String key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        Person omar = here.people.change("omar", each -> each.withSecondFactor(key,
                List.of(SecondFactor.recoveryHash("abcd-efgh")), 0));
        clock.set(Instant.ofEpochSecond(59));
        var check = new CodeCheck(here.people, new WrongCodes(clock), clock);
        records.away(true);
        assertFalse(check.isRight(omar, "287083"));
        assertThrows(UnreachableException.class, () -> check.isRight(omar, "abcd-efgh"));
        assertTrue(check.isRight(omar, "287082"));
        assertFalse("once", check.isRight(omar, "287082"));
        records.away(false);
        assertFalse("nor when the database is back", check.isRight(here.people.find("omar").orElseThrow(), "287082"));
        assertTrue(check.isRight(omar, "abcd-efgh"));
        assertFalse(check.isRight(omar, "abcd-efgh"));
    }

    @Test(timeout = LIMIT)
    public void wrongPasswordsAreCountedTogether() throws Exception {
        // Hears of it after those that count: a record that is there may have some of the tries only.
        var heard = new WindowCounts(Duration.ofMinutes(1), clock);
        new SharedCounts(there.console, "wrong passwords", heard);
        until(there.console::isKnown);
        for (int i = 0; i < 8; i++) {
            assertTrue(here.tryWrong() instanceof Attempts.Wrong);
        }
        until(() -> heard.count("192.0.2.7") == 8);
        assertTrue(there.tryWrong() instanceof Attempts.Wrong);
        assertTrue(there.tryWrong() instanceof Attempts.Wrong);
        assertTrue("the eleventh in a minute, wherever", there.tryWrong() instanceof Attempts.TooMany);
    }

    /** A script that asks each second must not wait for the database each second. */
    @Test(timeout = LIMIT)
    public void withoutTheDatabaseATokenDoesNotAskForItEachTime() throws Exception {
        var written = new AtomicInteger();
        var counting = (SharedRecords) Proxy.newProxyInstance(SharedRecords.class.getClassLoader(),
                new Class<?>[] {SharedRecords.class}, (_, method, arguments) -> {
                    written.addAndGet(method.getName().equals("exchange") ? 1 : 0);
                    try {
                        return method.invoke(records, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        Tokens.Made made = here.tokens.make(Tokens.newId(), here.people.find("omar").orElseThrow(), "a script",
                Set.of(Role.VIEWER), 30);
        try (var other = new SharedNode(place("other"), clock)) {
            other.join(counting, KEY);
            until(other.console::isKnown);
            records.away(true);
            int before = written.get();
            for (int i = 0; i < 3; i++) {
                assertTrue(other.tokens.use(made.secret()).isPresent());
            }
            assertEquals(before + 1, written.get());
            records.away(false);
            clock.pass(Duration.ofMinutes(2));
            assertTrue(other.tokens.use(made.secret()).isPresent());
            until(() -> here.tokens.all().getFirst().used() != null);
        }
    }

    @Test(timeout = LIMIT)
    public void tokensOfANodeComeAlongOnce() throws Exception {
        Tokens.Made made;
        try (var other = new SharedNode(place("other"), clock)) {
            other.people.add(person("sara", Role.VIEWER, "x"));
            made = other.tokens.make(Tokens.newId(), other.people.find("sara").orElseThrow(), "a script",
                    Set.of(Role.VIEWER), 30);
            other.join(records, KEY);
            until(() -> here.tokens.use(made.secret()).isPresent());
            until(() -> Files.exists(place("other").resolve("tokens.shared")));
        }
        here.tokens.revoke(made.token().id());
        try (var again = new SharedNode(place("other"), clock)) {
            again.join(records, KEY);
            until(() -> again.tokens.use(made.secret()).isEmpty());
            assertFalse(here.tokens.use(made.secret()).isPresent());
        }
    }
}
