package org.groundswell.donations.api;

import java.util.Arrays;
import java.util.Locale;

/** Where an entry of the ledger comes from. */
public enum Cause {
    /** A donor sent the form. */
    FORM,
    /** A payment was opened at the gateway. */
    PAYMENT,
    /** The gateway told of it. */
    WEBHOOK,
    /** The gateway was asked, because the donor came back or looked again. */
    RETURN,
    /** The gateway was asked, because nobody had told. */
    RECONCILIATION,
    /** Nobody finished it in time. */
    EXPIRY,
    /** Somebody of the charity entered a gift that came through no gateway. */
    ENTERED,
    /** Somebody of the charity gave money back. */
    REFUND,
    /** Somebody of the charity put the donor's name or address right; no state and no money changed. */
    CORRECTION,
    /** The donor wanted to be forgotten; no state and no money changed. */
    ERASURE,
    /** One that this version does not know: books may be older or newer than their reader. */
    OTHER;

    /** As it stands in books and in webhooks. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about who gave only: whoever is told of gifts and money has heard nothing new. */
    public boolean isAboutDonor() {
        return this == CORRECTION || this == ERASURE;
    }

    /** The reverse of {@link #word()}. */
    public static Cause of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst().orElse(OTHER);
    }
}
