package org.groundswell.donations.api;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.Test;

/** Whichever bundle makes a record: what becomes a line of a receipt or of a log is one line. */
public class PlainRecordsTest {
    private static final String FORGED = "x\n2026-01-01 ERROR\u202e\u2028y";

    @Test
    public void aNameIsOneLineAndAMessageHasLines() {
        var donor = new Donor(FORGED, FORGED, " a\r\nb\u0007 ", false);
        assertEquals("x 2026-01-01 ERROR y", donor.name());
        assertEquals("x 2026-01-01 ERROR y", donor.email());
        assertEquals("a\nb", donor.message());
    }

    @Test
    public void aPledgesTextsAreOneLineEach() {
        var pledge = pledge(new Donor("A", "", "", false));
        assertEquals("x 2026-01-01 ERROR y", pledge.key());
        assertEquals("x 2026-01-01 ERROR y", pledge.campaign());
        assertEquals("x 2026-01-01 ERROR y", pledge.language());
    }

    @Test
    public void theSameFormIsTheSameWillHoweverItWasCleaned() {
        assertTrue(pledge(new Donor("A\nB", "", "c\r\nd", false)).sameWill(pledge(new Donor("A B", "", "c\nd", false))));
    }

    private static Pledge pledge(Donor donor) {
        return new Pledge(UUID.randomUUID(), FORGED, FORGED, Money.parse("EUR 5"), donor, FORGED, Instant.EPOCH);
    }
}
