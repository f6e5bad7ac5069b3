package org.groundswell.donations.api.search;

import java.time.Instant;
import java.util.Objects;
import org.groundswell.donations.api.DonationState;
import org.groundswell.shared.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for: gifts to which all of this applies. Immutable.
 *
 * @param words    a gift's or receipt's or payment's number, an e-mail address or its beginning, an amount, or parts of
 *                 a name or an address of at least three letters each; "" for all. At most {@link #LONGEST} characters
 * @param state    or null for all
 * @param provider a gateway's name, or that of a way without one, as it stands in the book; "" for all
 * @param campaign "" for all
 * @param from     pledged then or later; null from the beginning
 * @param until    pledged before; null to the end
 */
public record GiftQuery(String words, @Nullable DonationState state, String provider, String campaign,
        @Nullable Instant from, @Nullable Instant until) {
    /** Characters of the words; what is longer is cut. */
    public static final int LONGEST = 200;
    /** Everything. */
    public static final GiftQuery ALL = new GiftQuery("", null, "", "", null, null);

    public GiftQuery {
        String line = PlainText.oneLine(Objects.requireNonNull(words, "words"));
        words = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(campaign, "campaign");
    }

    /** Gifts of this address. */
    public static GiftQuery of(String words) {
        return new GiftQuery(words, null, "", "", null, null);
    }

    /** Whether it is everything. */
    public boolean isAll() {
        return equals(ALL);
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "GiftQuery[" + state + ", " + provider + ", " + campaign + ", " + from + ", " + until + "]";
    }
}
