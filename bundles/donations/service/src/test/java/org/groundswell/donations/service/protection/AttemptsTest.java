package org.groundswell.donations.service.protection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.testing.SetClock;
import org.joda.money.Money;
import org.junit.Test;

public class AttemptsTest {
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private final Attempts attempts = new Attempts(clock, 5, Duration.ofMinutes(30), 20);

    @Test
    public void fourHundredStolenCardsFromOneAddressAreFiveAtTheGateway() {
        int reached = 0;
        for (int i = 0; i < 400; i++) {
            clock.pass(Duration.ofMillis(750));
            reached += attempt("203.0.113.7", "thief" + i + "@example.org", DonationState.FAILED) ? 1 : 0;
            assertTrue("a donor", attempt("198.51.100." + i % 250, "donor" + i + "@example.org", DonationState.PAID));
        }
        assertEquals(5, reached);
    }

    @Test
    public void manyAtOnceAreNoWayAroundIt() {
        attempt("203.0.113.7", "", DonationState.FAILED);
        int open = 0;
        for (int i = 0; i < 100; i++) {
            if (attempts.mayTry(Visitor.of("203.0.113.7", ""))) {
                attempts.opened(UUID.randomUUID(), Visitor.of("203.0.113.7", ""));
                open++;
            }
        }
        assertEquals(4, open);
    }

    /** Four tabs, one bank that says no, another card in each of two new tabs: what was open before the no tells nothing. */
    @Test
    public void aDonorWithOpenTabsAndOneDeclineGoesOn() {
        Visitor donor = Visitor.of("203.0.113.8", "anna@example.org");
        List<UUID> tabs = List.of(open(donor), open(donor), open(donor), open(donor));
        end(tabs.getFirst(), DonationState.FAILED);
        open(donor);
        open(donor);
        UUID last = open(donor);
        end(last, DonationState.PAID);
        assertTrue(attempts.mayTry(donor));
    }

    /** Another card, another tab, no thought of closing any: that is no reason for half an hour, nor is it a decline. */
    @Test
    public void aDonorWithTwoDeclinesAndOpenTabsIsToldSoAndGoesOnSoon() {
        Visitor donor = Visitor.of("203.0.113.8", "anna@example.org");
        assertTrue(attempt("203.0.113.8", "anna@example.org", DonationState.FAILED));
        assertTrue(attempt("203.0.113.8", "anna@example.org", DonationState.FAILED));
        open(donor);
        open(donor);
        UUID last = open(donor);
        assertEquals(Attempts.Standing.UNFINISHED, attempts.standing(donor));
        end(last, DonationState.CANCELED);
        assertEquals("one of them was given up", Attempts.Standing.FREE, attempts.standing(donor));
        open(donor);
        assertEquals(Attempts.Standing.UNFINISHED, attempts.standing(donor));
        clock.pass(Attempts.TRIED.plusSeconds(1));
        assertEquals(Attempts.Standing.FREE, attempts.standing(donor));
    }

    @Test
    public void whoWasDeclinedTooOftenIsToldThat() {
        for (int i = 0; i < 5; i++) {
            attempt("203.0.113.7", "", DonationState.FAILED);
        }
        assertEquals(Attempts.Standing.DECLINED, attempts.standing(Visitor.of("203.0.113.7", "")));
        clock.pass(Attempts.TRIED.plusSeconds(1));
        assertEquals(Attempts.Standing.DECLINED, attempts.standing(Visitor.of("203.0.113.7", "")));
    }

    @Test
    public void aTownThatBeganAtOnceGoesOnAfterItsFirstDecline() {
        Visitor town = Visitor.of("203.0.113.7", "");
        UUID first = open(town);
        for (int i = 0; i < 300; i++) {
            open(town);
        }
        end(first, DonationState.FAILED);
        assertTrue(attempts.mayTry(town));
    }

    /** Whatever they open beforehand: from the first decline on it is five. */
    @Test
    public void testersWhoOpenManyBeforehandGetNoMoreThanFiveBesides() {
        Visitor thief = Visitor.of("203.0.113.7", "");
        List<UUID> before = Stream.generate(() -> open(thief)).limit(20).toList();
        end(before.getFirst(), DonationState.FAILED);
        int besides = 0;
        for (int i = 0; i < 100 && attempts.mayTry(thief); i++) {
            open(thief);
            besides++;
        }
        assertEquals(4, besides);
        before.forEach(each -> end(each, DonationState.FAILED));
        assertFalse("those of before are no room for more", attempts.mayTry(thief));
    }

    @Test
    public void anotherAddressDoesNotHelpAnEmail() {
        for (int i = 0; i < 5; i++) {
            attempt("203.0.113." + i, "Thief@example.org", DonationState.FAILED);
        }
        assertFalse(attempts.mayTry(Visitor.of("203.0.113.99", "thief@EXAMPLE.org ")));
        assertTrue(attempts.mayTry(Visitor.of("203.0.113.99", "somebody@example.org")));
    }

    @Test
    public void aTownBehindOneAddressMayHaveBadCards() {
        for (int i = 0; i < 200; i++) {
            assertTrue(attempt("203.0.113.7", "", i % 10 == 0 ? DonationState.FAILED : DonationState.PAID));
        }
    }

    @Test
    public void aTownMayAlsoAllBeginAtOnce() {
        for (int i = 0; i < 500; i++) {
            assertTrue(attempts.mayTry(Visitor.of("203.0.113.7", "")));
            attempts.opened(UUID.randomUUID(), Visitor.of("203.0.113.7", ""));
        }
    }

    @Test
    public void whoWaitsMayTryAgain() {
        for (int i = 0; i < 5; i++) {
            attempt("2001:db8::1", "", DonationState.FAILED);
        }
        assertFalse("the same network", attempts.mayTry(Visitor.of("2001:db8::ffff", "")));
        assertFalse("as servlets write it", attempts.mayTry(Visitor.of("[2001:db8::ffff]", "")));
        assertTrue("another one", attempts.mayTry(Visitor.of("2001:db8:0:1::1", "")));
        assertTrue("another one", attempts.mayTry(Visitor.of("[2001:db8:0:1::1]", "")));
        clock.pass(Duration.ofMinutes(31));
        assertTrue(attempts.mayTry(Visitor.of("2001:db8::1", "")));
    }

    @Test
    public void anAdminSeesAnAttackAsAnAttack() {
        for (int i = 0; i < 30; i++) {
            assertTrue(attempt("203.0.113." + i, "", DonationState.PAID));
        }
        assertTrue(attempts.attack().isEmpty());
        for (int i = 0; i < 30; i++) {
            attempt("192.0.2." + i, "", DonationState.FAILED);
        }
        assertTrue(attempts.attack().orElseThrow().contains("30 payments were declined in five minutes, 30 paid"));
        clock.pass(Duration.ofMinutes(6));
        assertTrue(attempts.attack().isEmpty());
    }

    private boolean attempt(String address, String email, DonationState end) {
        Visitor visitor = Visitor.of(address, email);
        if (!attempts.mayTry(visitor)) {
            return false;
        }
        end(open(visitor), end);
        return true;
    }

    private UUID open(Visitor visitor) {
        assertTrue(attempts.mayTry(visitor));
        UUID donation = UUID.randomUUID();
        attempts.opened(donation, visitor);
        return donation;
    }

    private void end(UUID donation, DonationState end) {
        attempts.committed(List.of(new Entry(1, donation, "flood", end, Money.parse("EUR 0"), 0, Cause.WEBHOOK,
                clock.instant())));
    }
}
