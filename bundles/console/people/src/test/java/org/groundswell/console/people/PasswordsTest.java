package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.groundswell.console.api.Role;
import org.junit.Test;

public class PasswordsTest {
    /** As an older release wrote it, of "own", with 1,000 rounds. */
    private static final String OLD = "pbkdf2-sha256:1000:00112233445566778899aabbccddeeff:"
            + "f4ae9d220b2a8d5d9cf3fe71dc6caf6963ca66ce9e0653be97fe6c600dff49f9";

    private static final Set<Thread.State> ENDED_OR_WAITING = Set.of(Thread.State.WAITING, Thread.State.TERMINATED);
    private static final Asker ASKER = new Asker("10.0.0.1", true, false);
    private static final Asker OTHER = new Asker("10.0.0.2", true, false);

    @Test
    public void chosenOnesAreBcrypt() {
        String stored = Passwords.hash("a boat on the water");
        assertTrue(stored, stored.matches("\\$2b\\$11\\$.{53}"));
        assertNotEquals("salted", stored, Passwords.hash("a boat on the water"));
        assertTrue(Passwords.isKnown(stored) && Passwords.isSlow(stored));
        assertTrue(Passwords.matches(stored, "a boat on the water"));
        assertFalse(Passwords.matches(stored, "a boat on the wate"));
    }

    /** Bcrypt itself ends after 72 bytes, and at a zero. */
    @Test
    public void everyLetterCounts() {
        String stored = Passwords.hash("b".repeat(100) + "1");
        assertTrue(Passwords.matches(stored, "b".repeat(100) + "1"));
        assertFalse(Passwords.matches(stored, "b".repeat(100) + "2"));
        assertFalse(Passwords.matches(Passwords.hash("boat\0one"), "boat\0two"));
    }

    @Test
    public void oldOnesAreUnderstood() {
        assertTrue(Passwords.isKnown(OLD) && Passwords.isSlow(OLD));
        assertTrue(Passwords.matches(OLD, "own"));
        assertFalse(Passwords.matches(OLD, "other"));
    }

    @Test
    public void madeOnesCostNothing() {
        var check = new PasswordCheck();
        Person admin = person(Passwords.fastHash("made by a node"));
        assertFalse(Passwords.isSlow(admin.password()));
        for (int i = 0; i < 10_000; i++) {
            assertEquals(Optional.of(false), check.isRight(admin, "guess " + i, ASKER));
        }
        assertEquals(Optional.of(true), check.isRight(admin, "made by a node", ASKER));
    }

    @Test
    public void aSlowOneIsFoundOutOnceUntilItIsChanged() {
        var check = new PasswordCheck();
        Person noor = person(Passwords.hash("a boat on the water"));
        assertEquals(Optional.of(false), check.isRight(noor, "other", ASKER));
        assertEquals(Optional.of(true), check.isRight(noor, "a boat on the water", ASKER));
        for (int i = 0; i < 10_000; i++) {
            assertEquals("at once", Optional.of(false), check.isRight(noor, "guess " + i, ASKER));
        }
        Person changed = noor.withPassword(Passwords.hash("another boat"));
        assertEquals(Optional.of(false), check.isRight(changed, "a boat on the water", ASKER));
        assertEquals(Optional.of(true), check.isRight(changed, "another boat", ASKER));
    }

    @Test
    public void whoHasNoPasswordYetHasNone() {
        var check = new PasswordCheck();
        assertEquals(Optional.of(false), check.isRight(Person.invited("noor", Set.of(Role.VIEWER), "x", Instant.EPOCH), "",
                ASKER));
        assertEquals(Optional.of(false), check.nobodys("", ASKER));
        assertFalse(Passwords.matches("", ""));
        assertFalse(Passwords.matches("$2b$11$", ""));
    }

    @Test
    public void oneAddressTakesNoMoreThanItsPlacesInTheQueue() throws Exception {
        var queue = new HashQueue();
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var guessers = new Thread[4];
        for (int i = 0; i < guessers.length; i++) {
            guessers[i] = Thread.startVirtualThread(() -> hold(queue, ASKER, begun, go));
        }
        begun.await();
        while (queue.isOpenTo(ASKER)) {
            Thread.onSpinWait();
        }
        assertEquals(Optional.empty(), queue.inTurn(ASKER, () -> true));
        assertTrue(queue.isOpenTo(OTHER));
        go.countDown();
        for (Thread each : guessers) {
            each.join();
        }
        assertEquals(Optional.of(true), queue.inTurn(ASKER, () -> true));
    }

    /** As after a restart, when the right password was not yet seen once. */
    @Test(timeout = 60_000)
    public void aHandfulOfAddressesThatGuessKeepNobodyOut() throws Exception {
        for (boolean isNew : new boolean[] {true, false}) {
            var queue = new HashQueue();
            var go = new CountDownLatch(1);
            var guessers = new ArrayList<Thread>();
            for (int address = 1; address <= 8; address++) {
                var asker = new Asker("10.0.1." + address, isNew, false);
                for (int i = 0; i < 4; i++) {
                    guessers.add(Thread.ofVirtual().unstarted(() -> hold(queue, asker, new CountDownLatch(1), go)));
                }
            }
            guessers.forEach(Thread::start);
            while (!guessers.stream().allMatch(each -> ENDED_OR_WAITING.contains(each.getState()))) {
                Thread.onSpinWait();
            }
            assertTrue("whoever comes first from elsewhere has a place", queue.isOpenTo(OTHER));
            assertFalse("one that guesses there has none", queue.isOpenTo(new Asker("10.0.0.2", false, false)));
            go.countDown();
            for (Thread each : guessers) {
                each.join();
            }
        }
    }

    @Test
    public void whoGuessedTooOftenWaitsForOneAnswerAtATime() throws Exception {
        var queue = new HashQueue();
        var over = new Asker("10.0.0.1", false, true);
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        Thread guesser = Thread.startVirtualThread(() -> hold(queue, over, begun, go));
        begun.await();
        assertFalse(queue.isOpenTo(over));
        go.countDown();
        guesser.join();
        assertEquals("the right one comes in all the same", Optional.of(true), queue.inTurn(over, () -> true));
    }

    private static Person person(String stored) {
        return Person.withPassword("noor", Set.of(Role.OWNER), stored, Instant.EPOCH);
    }

    private static void hold(HashQueue queue, Asker asker, CountDownLatch begun, CountDownLatch go) {
        try {
            queue.inTurn(asker, () -> {
                begun.countDown();
                go.await();
                return false;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
