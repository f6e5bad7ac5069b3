package org.groundswell.donations.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.joda.money.Money;

/** Entries of a ledger. */
final class Entries {
    private Entries() {
    }

    static Entry entry(long sequence, long donation) {
        return new Entry(sequence, new UUID(0, donation), "flood", DonationState.PAID, Money.parse("EUR 5"), 1,
                Cause.WEBHOOK, Instant.parse("2026-11-27T19:00:00Z"));
    }
}
