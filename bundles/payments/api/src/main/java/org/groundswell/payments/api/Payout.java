package org.groundswell.payments.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.joda.money.Money;

/**
 * Money that a gateway sends to the charity's bank: a payout, or a settlement, whatever the gateway calls it.
 *
 * @param id        the gateway's id of the payout
 * @param amount    what the bank gets; less than zero where the gateway takes money from the bank
 * @param begun     when the gateway made it, UTC
 * @param arrives   the day on which it is to reach the bank, or has; null where the gateway does not say
 * @param reference what stands on the bank's statement, or "" where the gateway does not say
 */
public record Payout(String id, Status status, Money amount, Instant begun, LocalDate arrives, String reference) {

    /** How a payout stands. */
    public enum Status {
        /** The bank has not confirmed it. */
        UNDERWAY,
        /** The bank has the money, as far as the gateway knows; it may still become {@link #FAILED}. */
        PAID,
        /** It did not arrive, and the money is at the gateway again. */
        FAILED
    }

    /** @throws IllegalArgumentException if the amount is beyond {@link PayoutLine#LARGEST_MINOR} */
    public Payout {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(begun, "begun");
        Objects.requireNonNull(reference, "reference");
        if (amount.abs().isGreaterThan(Money.ofMinor(amount.getCurrencyUnit(), PayoutLine.LARGEST_MINOR))) {
            throw new IllegalArgumentException("payout " + id + " has an amount that no gateway moves");
        }
    }
}
