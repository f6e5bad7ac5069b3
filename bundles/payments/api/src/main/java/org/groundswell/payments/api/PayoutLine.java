package org.groundswell.payments.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;

/**
 * One movement that is part of a payout. What the lines of a payout bring altogether, {@link #net} each, is what the bank
 * gets, unless the gateway keeps something to itself.
 *
 * @param id       the gateway's id of this line, the same whenever it is told
 * @param amount   what it brings before the fee, in the currency of the payout; less than zero for what goes away
 * @param fee      what the gateway keeps of it, in the currency of the payout; less than zero where it gives a fee back
 * @param given    the same as {@code amount}, in the donor's currency and with the same sign
 * @param about    the gateway's id of what moved: of the payment as {@link PaymentReport} has it, or for
 *                 {@link Kind#RETURNED} of the payout; null where the gateway does not say
 * @param donation the donation that it belongs to, or null where the gateway does not say
 * @param word     the gateway's own word for it, for an admin; one line, nothing about the donor
 * @param at       when it moved, UTC
 */
public record PayoutLine(String id, Kind kind, Money amount, Money fee, Money given, String about, UUID donation,
        String word, Instant at) {

    /** Minor units; more than any gateway moves at once, and far from where sums overflow. */
    public static final long LARGEST_MINOR = 10_000_000_000_000L;

    /** What moved. */
    public enum Kind {
        /** What a donor paid; less than zero where a payment that was on its way did not come after all. */
        GIFT,
        /** What went back to a donor; more than zero where it did not arrive. */
        REFUND,
        /** What a bank took back; more than zero where it had to give it again. */
        DISPUTE,
        /** What the gateway takes for itself, apart from the fees of the other lines. */
        FEE,
        /** An earlier payout that did not arrive. */
        RETURNED,
        /** Anything else: a reserve, a correction, a word that the gateway has invented since. */
        CORRECTION
    }

    /**
     * @throws IllegalArgumentException if the fee is in another currency than the amount, or one of the amounts is beyond
     *                                  {@link #LARGEST_MINOR}
     */
    public PayoutLine {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(at, "at");
        if (!amount.getCurrencyUnit().equals(fee.getCurrencyUnit())) {
            throw new IllegalArgumentException("line " + id + " has its fee in another currency");
        }
        Money largest = Money.ofMinor(amount.getCurrencyUnit(), LARGEST_MINOR);
        if (amount.abs().isGreaterThan(largest) || fee.abs().isGreaterThan(largest)
                || given.abs().getAmountMinor().compareTo(BigDecimal.valueOf(LARGEST_MINOR)) > 0) {
            throw new IllegalArgumentException("line " + id + " has an amount that no gateway moves");
        }
    }

    /** What it adds to the payout. */
    public Money net() {
        return amount.minus(fee);
    }
}
