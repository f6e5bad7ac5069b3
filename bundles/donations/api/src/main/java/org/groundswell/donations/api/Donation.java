package org.groundswell.donations.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A pledge and what became of it.
 *
 * @param payment  the payment opened last, or null while there is none
 * @param settled  what the gateway received; zero until it is paid
 * @param refunded what went back altogether
 * @param fee      what the gateway kept of the settled money, or null where it has not said so
 * @param changed  when the last entry was made, UTC
 * @param version  the sequence of the last entry; grows with each change
 * @param rehearsal 0 for real money; for a test the number of the rehearsal in which it was pledged, from 1
 */
public record Donation(Pledge pledge, DonationState state, @Nullable Payment payment, Money settled, Money refunded,
        @Nullable Money fee, Instant changed, long version, int rehearsal) {

    public Donation {
        Objects.requireNonNull(pledge, "pledge");
        Objects.requireNonNull(state, "state");
        if (pledge.test() != rehearsal > 0) {
            throw new IllegalArgumentException("donation " + pledge.id() + (pledge.test() ? " is a test of no rehearsal"
                    : " is real money and no test of rehearsal " + rehearsal));
        }
    }

    /** Real money, or a test of the first rehearsal. */
    public Donation(Pledge pledge, DonationState state, @Nullable Payment payment, Money settled, Money refunded,
            @Nullable Money fee, Instant changed, long version) {
        this(pledge, state, payment, settled, refunded, fee, changed, version, pledge.test() ? 1 : 0);
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
    public record Payment(String provider, String paymentId, @Nullable String checkout, @Nullable String subscription) {

        /** A payment that stands alone. */
        public Payment(String provider, String paymentId, @Nullable String checkout) {
            this(provider, paymentId, checkout, null);
        }
    }

    /** The same after the entry with this sequence. */
    public Donation at(long sequence) {
        return new Donation(pledge, state, payment, settled, refunded, fee, changed, sequence, rehearsal);
    }

    /**
     * The same gift, of a donor who was put right or forgotten.
     *
     * @param when it was, UTC
     */
    public Donation by(Donor donor, Instant when) {
        return new Donation(pledge.by(donor), state, payment, settled, refunded, fee, when.truncatedTo(ChronoUnit.MILLIS),
                version, rehearsal);
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
