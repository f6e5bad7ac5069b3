package org.groundswell.donations.api.payouts;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;

/**
 * One movement in a payout.
 *
 * @param number   counts up in the order of reading; pages are asked for by it
 * @param id       the gateway's id of the line
 * @param amount   what it brings before the fee, in the currency of the payout; less than zero for what goes away
 * @param fee      what the gateway keeps of it, in the same currency
 * @param given    the same as {@code amount} in the donor's currency
 * @param about    the gateway's id of what moved, or ""
 * @param donation the gift it belongs to, or null
 * @param campaign the gift's campaign, or ""
 * @param test     whether the gift is a test
 * @param word     the gateway's own word for it, or why it cannot be understood; nothing about the donor
 * @param at       when it moved, UTC
 */
public record KeptLine(long number, String provider, String payout, String id, Kind kind, Money amount, Money fee,
        Money given, String about, UUID donation, String campaign, boolean test, String word, Instant at,
        Verdict verdict) {

    /** What moved. */
    public enum Kind {
        /** What a donor paid. */
        GIFT,
        /** What went back to a donor, or came again because it did not arrive there. */
        REFUND,
        /** What a bank took back, or had to give again. */
        DISPUTE,
        /** What the gateway takes for itself. */
        FEE,
        /** An earlier payout that did not arrive. */
        RETURNED,
        /** Something else that belongs to no gift. */
        CORRECTION,
        /** Something that the gateway tells and nobody understands; its amount counts as nothing. */
        UNREADABLE,
        /** What all other lines of the payout do not add up to. */
        MISSING
    }

    /** Whether it is accounted for, and if not, why not. */
    public enum Verdict {
        /** The ledger has it like this to the cent; or it is a fee, or an earlier payout that came back. */
        EXPLAINED,
        /** The ledger has no gift with this payment. */
        UNKNOWN,
        /** The ledger has another amount for this gift, or no money. */
        AMOUNT,
        /** Another line has brought this gift already. */
        TWICE,
        /** The ledger has another fee for this gift. */
        FEE,
        /** More went back to the donor than the ledger knows of. */
        REFUND,
        /** The ledger does not have this gift as disputed, or still has. */
        DISPUTE,
        /** The payout that came back is not known, or not as one that failed, or had another amount. */
        RETURNED,
        /** It is in another currency than the payout, or the gift. */
        CURRENCY,
        /** It belongs to no gift, and only the gateway can say why. */
        CORRECTION,
        /** Nobody understands it. */
        UNREADABLE,
        /** The gateway does not say what it is. */
        MISSING
    }

    public KeptLine {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(payout, "payout");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(fee, "fee");
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(campaign, "campaign");
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(verdict, "verdict");
    }

    /** What it adds to the payout. */
    public Money net() {
        return amount.minus(fee);
    }
}
