package org.groundswell.donations.api;

import static org.groundswell.donations.api.DonationState.CANCELED;
import static org.groundswell.donations.api.DonationState.DISPUTED;
import static org.groundswell.donations.api.DonationState.EXPIRED;
import static org.groundswell.donations.api.DonationState.FAILED;
import static org.groundswell.donations.api.DonationState.PAID;
import static org.groundswell.donations.api.DonationState.PENDING;
import static org.groundswell.donations.api.DonationState.PLEDGED;
import static org.groundswell.donations.api.DonationState.REFUNDED;
import static org.junit.Assert.assertEquals;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Each of the 64 ways from one state to another. */
public class DonationStateTest {
    private static final Map<DonationState, Set<DonationState>> MAY = new EnumMap<>(Map.of(
            PLEDGED, EnumSet.complementOf(EnumSet.of(PLEDGED)),
            PENDING, EnumSet.complementOf(EnumSet.of(PLEDGED, PENDING)),
            // Whatever a gateway said before, its money counts; and a donor may try again.
            FAILED, EnumSet.of(PENDING, PAID, REFUNDED, DISPUTED),
            CANCELED, EnumSet.of(PENDING, PAID, REFUNDED, DISPUTED),
            EXPIRED, EnumSet.of(PENDING, PAID, REFUNDED, DISPUTED),
            PAID, EnumSet.of(REFUNDED, DISPUTED),
            REFUNDED, EnumSet.of(REFUNDED, DISPUTED, PAID),
            DISPUTED, EnumSet.of(PAID, REFUNDED)));

    @Test
    public void everyWayIsAllowedOrNot() {
        assertEquals("a new state wants its row", EnumSet.allOf(DonationState.class), MAY.keySet());
        for (DonationState from : DonationState.values()) {
            for (DonationState to : DonationState.values()) {
                assertEquals(from + " to " + to, MAY.get(from).contains(to), from.mayBecome(to));
            }
        }
    }

    @Test
    public void nothingGoesBackToThePledgeAndMoneyIsNeverForgotten() {
        for (DonationState from : DonationState.values()) {
            assertEquals(from + " to PLEDGED", false, from.mayBecome(PLEDGED));
            boolean hadMoney = from == PAID || from == REFUNDED || from == DISPUTED;
            for (DonationState without : EnumSet.of(PENDING, FAILED, CANCELED, EXPIRED)) {
                assertEquals(from + " to " + without, false, hadMoney && from.mayBecome(without));
            }
        }
    }

    @Test
    public void openIsWhatSomethingIsExpectedOf() {
        for (DonationState each : DonationState.values()) {
            assertEquals(each.name(), each == PLEDGED || each == PENDING, each.isOpen());
        }
    }
}
