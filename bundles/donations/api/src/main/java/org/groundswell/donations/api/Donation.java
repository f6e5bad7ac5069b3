package org.groundswell.donations.api;

import java.time.Instant;
import java.util.Objects;
import org.joda.money.Money;

/**
 * A pledge and what became of it.
 *
 * @param payment  the payment opened last, or null while there is none
 * @param settled  what the gateway received; zero until it is paid
 * @param refunded what went back altogether
 * @param fee      what the gateway kept of the settled money, or null where it has not said so
 * @param changed  when the last entry was made, UTC
 * @param version  the sequence of the last entry; grows with each change
 */
public record Donation(Pledge pledge, DonationState state, Payment payment, Money settled, Money refunded, Money fee,
        Instant changed, long version) {

    public Donation {
        Objects.requireNonNull(pledge, "pledge");
        Objects.requireNonNull(state, "state");
    }

    /**
     * A payment at a gateway.
     *
     * @param provider     the provider's name
     * @param paymentId    the gateway's id, unique with the provider's name
     * @param checkout     where the donor can pay: an absolute URL or a path on the site; null where only the gateway
     *                     knows
     * @param subscription the gateway's id of the monthly gift this payment belongs to, or null
     */
    public record Payment(String provider, String paymentId, String checkout, String subscription) {

        /** A payment that stands alone. */
        public Payment(String provider, String paymentId, String checkout) {
            this(provider, paymentId, checkout, null);
        }
    }

    /** The same after the entry with this sequence. */
    public Donation at(long sequence) {
        return new Donation(pledge, state, payment, settled, refunded, fee, changed, sequence);
    }

    /** Whether the gateway goes on taking this gift each month. */
    public boolean hasSubscription() {
        return payment != null && payment.subscription() != null;
    }

    /** What counts towards the campaign: settled minus refunded, nothing while it is disputed. */
    public Money counted() {
        return state == DonationState.DISPUTED ? settled.minus(settled) : settled.minus(refunded);
    }
}
