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
    /** One that this version does not know: books may be older or newer than their reader. */
    OTHER;

    /** As it stands in books and in webhooks. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reverse of {@link #word()}. */
    public static Cause of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst().orElse(OTHER);
    }
}
