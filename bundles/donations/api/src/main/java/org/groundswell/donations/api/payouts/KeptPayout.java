package org.groundswell.donations.api.payouts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.joda.money.Money;

/**
 * A payout of a gateway as this node has read it.
 *
 * @param provider    the gateway's name
 * @param id          the gateway's id of the payout
 * @param amount      what the bank gets; less than zero where it has to give
 * @param begun       when the gateway made it, UTC
 * @param arrives     the day on which it is to reach the bank, or has; null where the gateway does not say
 * @param reference   what stands on the bank's statement, or ""
 * @param explained   what of the amount the ledger, or the gateway's own fees, account for
 * @param movements   how many lines the gateway has told
 * @param unexplained how many of them nothing accounts for, and one more where they do not add up
 * @param isRead      whether all of its lines were read
 */
public record KeptPayout(String provider, String id, State state, Money amount, Instant begun, LocalDate arrives,
        String reference, Money explained, int movements, int unexplained, boolean isRead) {

    /** How a payout stands at the gateway. */
    public enum State {
        /** The bank has not confirmed it. */
        UNDERWAY,
        /** The bank has the money. */
        PAID,
        /** It did not arrive, and the money is at the gateway again. */
        FAILED
    }

    public KeptPayout {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(begun, "begun");
        Objects.requireNonNull(reference, "reference");
        if (!amount.getCurrencyUnit().equals(explained.getCurrencyUnit())) {
            throw new IllegalArgumentException("payout " + id + " is explained in another currency");
        }
    }

    /** What nothing accounts for. */
    public Money difference() {
        return amount.minus(explained);
    }

    /** Whether each line, and the whole amount, is accounted for. */
    public boolean isExplained() {
        return isRead && unexplained == 0 && difference().isZero();
    }
}
