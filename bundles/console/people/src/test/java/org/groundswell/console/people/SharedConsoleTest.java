package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.groundswell.console.api.AuditLog;
import org.groundswell.console.api.Role;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two nodes whose consoles have their people in common. */
public class SharedConsoleTest {
    private static final String KEY = "of all nodes";
    private static final long LIMIT = 300_000;
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-27T20:00:00Z");
    private final RecordsInMemory records = new RecordsInMemory();
    private SharedNode here;
    private SharedNode there;

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

    @Test(timeout = LIMIT)
    public void whoComesLaterBringsPeopleWhomTheOthersDoNotKnow() {
        for (SharedNode each : List.of(here, there)) {
            assertEquals(List.of("noor", "omar"), each.people.all().stream().map(Person::name).toList());
            assertTrue("of two with one name the one whom the others know", Passwords.matches(
                    each.people.find("noor").orElseThrow().password(), "of here"));
        }
    }

    @Test(timeout = LIMIT)
    public void aSessionIsGoodAtOnceAtAllAndEndsAtAll() throws Exception {
        String cookie = here.signIn("omar");
        assertTrue(cookie, cookie.startsWith("groundswell-nodes="));
        Session session = there.session(cookie).orElseThrow();
        assertEquals("forms go on at another node", here.session(cookie).orElseThrow().token(), session.token());
        there.people.change("omar", each -> each.withRoles(Set.of(Role.EDITOR)));
        assertFalse(there.session(cookie).isPresent());
        until(() -> here.session(cookie).isEmpty());
    }

    @Test(timeout = LIMIT)
    public void whoSignsOutOrEndsOthersDoesSoEverywhere() throws Exception {
        String first = here.signIn("omar");
        String second = there.signIn("omar");
        until(() -> here.sessions.others(here.session(first).orElseThrow()).size() == 1);
        there.signOut(second);
        until(() -> here.session(second).isEmpty());
        String third = here.signIn("omar");
        there.sessions.endOthers(there.session(third).orElseThrow());
        until(() -> here.session(first).isEmpty());
        assertTrue(here.session(third).isPresent());
    }

    @Test(timeout = LIMIT)
    public void whoWorksAtOneNodeIsNotIdleAtTheOther() {
        String cookie = here.signIn("omar");
        assertTrue(there.session(cookie).isPresent());
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofMinutes(20));
            assertTrue(here.session(cookie).isPresent());
            until(() -> there.people.find("omar").isPresent() && there.session(cookie).isPresent());
        }
        clock.pass(Duration.ofMinutes(31));
        assertFalse(here.session(cookie).isPresent());
    }

    /** Nothing stays of who does not come again, or was taken away: neither their sessions nor, but for its hash, their name. */
    @Test(timeout = LIMIT)
    public void sessionsThatAreOverLeaveTheDatabase() throws Exception {
        String cookie = here.signIn("omar");
        assertTrue(there.session(cookie).isPresent());
        int before = longestOfSessions();
        here.people.remove("omar");
        clock.pass(Duration.ofMinutes(31));
        until(() -> longestOfSessions() < before);
        here.people.add(person("omar", Role.VIEWER, "x"));
        until(() -> there.people.find("omar").isPresent());
        String next = there.signIn("omar");
        until(() -> here.session(next).isPresent());
        assertFalse(here.session(cookie).isPresent());
    }

    private int longestOfSessions() throws IOException {
        return records.after("console", 0, 100).stream().filter(each -> each.key().startsWith("sessions "))
                .mapToInt(each -> each.value().length()).max().orElse(0);
    }

    @Test(timeout = LIMIT)
    public void aSecretOfASecondFactorThatIsBeingSetUpAndWrongCodesComeAlong() {
        String cookie = here.signIn("omar");
        Session session = here.session(cookie).orElseThrow();
        session.setNewSecret("ABCDEFGH");
        session.countWrongCode();
        here.sessions.keep(session);
        until(() -> there.session(cookie).orElseThrow().newSecret().equals("ABCDEFGH"));
        assertEquals(2, there.session(cookie).orElseThrow().countWrongCode());
    }

    @Test(timeout = LIMIT)
    public void thereIsAnOwnerWhateverTwoNodesDo() throws Exception {
        here.people.add(person("sara", Role.OWNER, "x"));
        until(() -> there.people.find("sara").isPresent());
        here.people.remove("noor");
        var refused = assertThrows(RefusedException.class, () -> there.people.remove("sara"));
        assertEquals("though it may not have heard of it yet", "lastOwner", refused.getMessage());
    }

    @Test(timeout = LIMIT)
    public void anIdentityIsTiedToOneAccountWhateverTwoNodesDoAtTheSameMoment() throws Exception {
        var refused = assertThrows(RefusedException.class, () -> here.people.change("noor",
                each -> each.withIdentity("https://id.example s-1"), () -> there.people.change("omar",
                        each -> each.withIdentity("https://id.example s-1"))));
        assertEquals("identity", refused.getMessage());
        here.look();
        assertEquals(List.of("omar"), here.people.all().stream().filter(each -> !each.identity().isEmpty())
                .map(Person::name).toList());
    }

    /** It was noted before it was tried: a log that says it was done would be wrong. */
    @Test(timeout = LIMIT)
    public void whatAnotherNodeMadeImpossibleIsNotedAsNotDone() throws Exception {
        var log = new ArrayList<String>();
        AuditLog audit = (request, action, subject, detail) -> {
            log.add(action + " " + subject + " " + detail);
            if (log.size() == 1) {
                there.people.remove("omar");
            }
        };
        var refused = assertThrows(RefusedException.class, () -> here.people.change("omar",
                each -> each.withRoles(Set.of(Role.EDITOR)), new NotedChange(audit, null, "person.roles", "omar", "viewer -> editor")));
        assertEquals("nobody", refused.getMessage());
        assertEquals(List.of("person.roles omar viewer -> editor", "person.not-done omar person.roles"), log);
    }

    @Test(timeout = LIMIT)
    public void aNameThatWasFreedAtOneNodeIsFreeAtOnceAtTheOther() throws Exception {
        here.people.remove("omar");
        there.people.add(person("omar", Role.EDITOR, "y"));
        assertEquals(Set.of(Role.EDITOR), there.people.find("omar").orElseThrow().roles());
    }

    /** What the database has is of no use to who reads it, and nobody becomes an owner by writing there. */
    @Test(timeout = LIMIT)
    public void recordsAreSealed() throws Exception {
        here.people.change("omar", each -> each.withSecondFactor("SECRETSECRET", List.of("x"), 1));
        until(() -> there.people.find("omar").orElseThrow().hasSecondFactor());
        SharedRecord people = records.after("console", 0, 100).stream().filter(each -> each.key().equals("people"))
                .findFirst().orElseThrow();
        assertFalse(people.value(), people.value().contains("omar") || people.value().contains("SECRET"));
        records.put("console", Map.of("people", "{\"people\": []}"));
        here.signIn("omar");
        assertTrue(here.people.find("omar").isPresent());
        assertThrows(IOException.class, () -> here.people.remove("omar"));
    }

    @Test(timeout = LIMIT)
    public void withoutTheDatabaseTheLastKnownSignInAndNobodyChangesThem() throws Exception {
        String before = here.signIn("noor");
        records.away(true);
        assertTrue(here.session(before).isPresent());
        assertThrows(UnreachableException.class, () -> here.people.remove("omar"));
        assertTrue(here.people.find("omar").isPresent());
        String meanwhile = here.signIn("omar");
        assertTrue("at this node", here.session(meanwhile).isPresent());
        assertFalse(there.session(meanwhile).isPresent());
        String ended = here.signIn("noor");
        here.signOut(before);
        assertFalse(here.session(before).isPresent());
        records.away(false);
        until(() -> there.session(meanwhile).isPresent() && there.session(ended).isPresent());
        until(() -> there.session(before).isEmpty());
        assertFalse("it does not come back", here.session(before).isPresent());
    }

    @Test(timeout = LIMIT)
    public void aStartWithoutTheDatabaseKnowsWhomItHeardOfLast() throws Exception {
        until(() -> new PeopleFile(place("here")).all().size() == 2);
        here.close();
        records.away(true);
        try (var again = new SharedNode(place("here"), clock)) {
            again.join(records, KEY);
            assertEquals(2, again.people.all().size());
            until(() -> {
                try {
                    again.people.remove("omar");
                    return false;
                } catch (UnreachableException e) {
                    return true;
                }
            });
            records.away(false);
            there.people.remove("omar");
            until(() -> again.people.find("omar").isEmpty());
        }
    }

    @Test(timeout = LIMIT)
    public void whoIsTakenAwayDoesNotComeBackWithANodeThatWasAway() throws Exception {
        until(() -> new PeopleFile(place("there")).all().size() == 2);
        there.close();
        here.people.remove("omar");
        try (var again = new SharedNode(place("there"), clock)) {
            assertTrue("alone it knows nothing of it", again.people.find("omar").isPresent());
            again.people.add(person("sara", Role.VIEWER, "x"));
            again.join(records, KEY);
            until(() -> again.people.find("omar").isEmpty());
            until(() -> here.people.find("sara").isPresent());
            assertFalse(here.people.find("omar").isPresent());
        }
    }

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

    @Test(timeout = LIMIT)
    public void aNodeWithoutANodeKeyStaysAlone() throws Exception {
        try (var other = new SharedNode(place("other"), clock)) {
            other.join(records, "");
            until(() -> {
                try {
                    other.people.add(person("sara", Role.OWNER, "x"));
                    return true;
                } catch (UnreachableException e) {
                    return false;
                }
            });
            assertEquals(List.of("sara"), other.people.all().stream().map(Person::name).toList());
            assertEquals(Optional.empty(), here.people.find("sara"));
        }
    }

    private Person person(String name, Role role, String password) {
        return Person.withPassword(name, EnumSet.of(role), Passwords.fastHash(password), clock.instant());
    }

    private Path place(String node) {
        return folder.getRoot().toPath().resolve(node);
    }

    /** What may fail while it is asked. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private void until(Condition condition) {
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
