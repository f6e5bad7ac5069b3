package org.groundswell.donations.ledger.sqlite;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.UnknownPositionException;

/**
 * A place in the book, after an entry. Its text names the entry's donation as well: in an older copy of the ledger the
 * same sequence belongs to another entry, or to none.
 *
 * @param sequence 0 for the beginning
 * @param mark     of the entry's donation; 0 for the beginning
 */
record Position(long sequence, int mark) {
    private static final Position BEGINNING = new Position(0, 0);
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,17})-([0-9a-f]{8})");

    static Position after(Entry entry) {
        return after(entry.sequence(), entry.donation());
    }

    static Position after(long sequence, UUID donation) {
        return new Position(sequence, Long.hashCode(donation.getLeastSignificantBits()));
    }

    /** @throws UnknownPositionException if it is none of this kind of ledger */
    static Position parse(String text) {
        if (Ledger.BEGINNING.equals(text)) {
            return BEGINNING;
        }
        Matcher matcher = TEXT.matcher(String.valueOf(text));
        if (!matcher.matches()) {
            throw new UnknownPositionException("this is no position of a ledger in SQLite; begin at one that it gave out");
        }
        return new Position(Long.parseLong(matcher.group(1)), Integer.parseUnsignedInt(matcher.group(2), 16));
    }

    /** The text that others keep. */
    String text() {
        return equals(BEGINNING) ? Ledger.BEGINNING : String.format(Locale.ROOT, "%d-%08x", sequence, mark);
    }
}
