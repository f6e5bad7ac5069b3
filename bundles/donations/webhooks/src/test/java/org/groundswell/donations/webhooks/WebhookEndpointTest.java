package org.groundswell.donations.webhooks;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.joda.money.Money;
import org.junit.Test;

public class WebhookEndpointTest {

    /** "paid" said twice is counted twice by whoever adds it up. */
    @Test
    public void aDonorWhoIsPutRightOrForgottenIsNoNews() {
        Entry paid = Entries.entry(1, 7);
        List<Entry> told = WebhookEndpoint.wanted(List.of(paid, about(2, Cause.CORRECTION), about(3, Cause.ERASURE)),
                EnumSet.allOf(DonationState.class));
        assertEquals(List.of(paid), told);
        assertEquals(List.of(), WebhookEndpoint.wanted(List.of(paid), EnumSet.of(DonationState.REFUNDED)));
    }

    private static Entry about(long sequence, Cause cause) {
        return new Entry(sequence, new UUID(0, 7), "flood", DonationState.PAID, Money.parse("EUR 0"), 0, cause,
                Instant.parse("2026-11-27T19:00:00Z"));
    }
}
