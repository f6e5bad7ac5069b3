package org.groundswell.donations.api.gifts;

import java.time.Instant;
import java.util.Objects;
import org.groundswell.shared.text.PlainText;

/**
 * What somebody of the charity did with a gift or said about it. May be personal; the words go when the donor is erased.
 *
 * @param entry  the sequence of the entry that it explains; 0 where it stands alone
 * @param at     when, UTC
 * @param author who, by the name with which they sign in, or {@link #DONOR}
 * @param words  a reason, a note, what was before; may have lines, may be empty; at most {@link #LONGEST} characters
 */
public record Remark(long entry, Instant at, String author, Kind kind, String words) {
    /** Characters of the words; what is longer is cut. */
    public static final int LONGEST = 2_000;
    /** The author where it was the donor, who has no name to sign in with. */
    public static final String DONOR = "donor";

    /** What it is about. */
    public enum Kind {
        /** Words only. */
        NOTE,
        /** The gift was entered by hand. */
        ENTERED,
        /** The donor's name or address was put right. */
        CORRECTED,
        /** Money was to be given back; the words are the reason. */
        REFUND,
        /** The donor was forgotten. */
        ERASED,
        /** The receipt was to be sent once more. */
        RECEIPT,
        /** The donor has ended a monthly gift; the author is {@link #DONOR}. */
        STOPPED
    }

    public Remark {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        author = PlainText.oneLine(Objects.requireNonNull(author, "author"));
        String clean = PlainText.lines(Objects.requireNonNull(words, "words"));
        words = clean.codePointCount(0, clean.length()) <= LONGEST ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST));
    }

    /** One that stands alone. */
    public Remark(Instant at, String author, Kind kind, String words) {
        this(0, at, author, kind, words);
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Remark[" + kind + ", entry " + entry + "]";
    }
}
