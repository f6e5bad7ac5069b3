package org.groundswell.console.people;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.groundswell.shared.codes.QrPicture;
import org.groundswell.testing.SetClock;
import org.junit.Test;

public class SecondFactorTest {
    /** The key of the examples in RFC 6238, appendix B, in base 32. */
    private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @Test
    public void theExamplesOfTheStandardAreRight() {
        // The last six of its eight digits.
        assertEquals(OptionalLong.of(1), SecondFactor.step(KEY, "287082", 0, Instant.ofEpochSecond(59)));
        assertEquals(OptionalLong.of(37_037_036), SecondFactor.step(KEY, "081 804", 0,
                Instant.ofEpochSecond(1_111_111_109)));
        assertEquals(OptionalLong.of(66_666_666), SecondFactor.step(KEY, "279037", 0,
                Instant.ofEpochSecond(2_000_000_000)));
        assertEquals(OptionalLong.empty(), SecondFactor.step(KEY, "279038", 0, Instant.ofEpochSecond(2_000_000_000)));
        assertEquals(OptionalLong.empty(), SecondFactor.step(KEY, "", 0, Instant.ofEpochSecond(2_000_000_000)));
    }

    @Test
    public void aCodeCountsOnceAndAClockMayBeHalfAMinuteOff() {
        assertEquals("30 s late", OptionalLong.of(1), SecondFactor.step(KEY, "287082", 0, Instant.ofEpochSecond(89)));
        assertEquals("too late", OptionalLong.empty(), SecondFactor.step(KEY, "287082", 0, Instant.ofEpochSecond(121)));
        assertEquals("used", OptionalLong.empty(), SecondFactor.step(KEY, "287082", 1, Instant.ofEpochSecond(59)));
    }

    @Test
    public void codesAreNotFoundByTrying() {
        Instant begin = Instant.parse("2026-11-27T20:00:00Z");
        var clock = new SetClock(begin);
        var wrong = new WrongCodes(clock);
        for (int i = 0; i < WrongCodes.ALLOWED; i++) {
            assertFalse(wrong.isOver("noor"));
            wrong.note("noor");
        }
        assertTrue(wrong.isOver("noor"));
        assertFalse("somebody else", wrong.isOver("omar"));
        clock.set(begin.plus(WrongCodes.WINDOW).plusSeconds(1));
        assertFalse(wrong.isOver("noor"));
    }

    @Test
    public void recoveryCodesAreReadAsPeopleTypeThem() {
        var codes = SecondFactor.recoveryCodes();
        assertEquals(10, Set.copyOf(codes).size());
        assertTrue(codes.getFirst(), codes.getFirst().matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
        assertEquals(SecondFactor.recoveryHash("abcd-efgh"), SecondFactor.recoveryHash(" ABCD efgh"));
        assertEquals(32, SecondFactor.secret().length());
    }

    @Test
    public void theAddressForThePhoneIsOne() {
        assertEquals("otpauth://totp/Groundswell%3Anoor%20x?secret=ABC&issuer=Groundswell",
                SecondFactor.address("noor x", "ABC"));
        assertTrue(QrPicture.of(SecondFactor.address("noor", KEY)).side() > 30);
    }
}
