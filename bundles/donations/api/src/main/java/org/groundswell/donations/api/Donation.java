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
 * @param changed  when the last entry was made, UTC
 */
public record Donation(Pledge pledge, DonationState state, Payment payment, Money settled, Money refunded,
        Instant changed) {

    public Donation {
        Objects.requireNonNull(pledge, "pledge");
        Objects.requireNonNull(state, "state");
    }

    /**
     * A payment at a gateway.
     *
     * @param provider  the provider's name
     * @param paymentId the gateway's id, unique with the provider's name
     * @param checkout  where the donor can pay: an absolute URL or a path on the site
     */
    public record Payment(String provider, String paymentId, String checkout) {
    }

    /** What counts towards the campaign: settled minus refunded, nothing while it is disputed. */
    public Money counted() {
        return state == DonationState.DISPUTED ? settled.minus(settled) : settled.minus(refunded);
    }
}
