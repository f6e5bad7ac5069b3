package org.groundswell.donations.ledger.postgres;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.UnknownPositionException;

/**
 * A place in the book: after one entry of each writer. One number would not do, because what one writer commits late may
 * have a lower number than what another's reader has seen. Names the donation of each of these entries as well: in an
 * older copy of the ledger the same sequence belongs to another one, or to none. Immutable.
 *
 * @param after by writer
 */
record Position(SortedMap<Integer, Place> after) {
    private static final Pattern PLACE = Pattern.compile("(?:([1-9][0-9]{0,8})\\.)?([1-9][0-9]{0,17})-([0-9a-f]{8})");
    private static final String SEPARATOR = "_";
    static final Position BEGINNING = new Position(new TreeMap<>());

    /** @param mark of the entry's donation */
    record Place(long sequence, int mark) {

        static Place after(long sequence, UUID donation) {
            return new Place(sequence, Long.hashCode(donation.getLeastSignificantBits()));
        }
    }

    /** @throws UnknownPositionException if it is none of this kind of ledger */
    static Position parse(String text) {
        var after = new TreeMap<Integer, Place>();
        if (Ledger.BEGINNING.equals(text)) {
            return BEGINNING;
        }
        for (String each : String.valueOf(text).split(SEPARATOR, -1)) {
            Matcher matcher = PLACE.matcher(each);
            if (!matcher.matches()) {
                throw new UnknownPositionException(
                        "this is no position of a ledger in PostgreSQL; begin at one that it gave out");
            }
            after.put(matcher.group(1) == null ? Migration.WRITER : Integer.parseInt(matcher.group(1)),
                    new Place(Long.parseLong(matcher.group(2)), Integer.parseUnsignedInt(matcher.group(3), 16)));
        }
        return new Position(after);
    }

    boolean isPast(Placed entry) {
        Place place = after.get(entry.writer());
        return place != null && place.sequence() >= entry.entry().sequence();
    }

    Position past(Iterable<Placed> entries) {
        var moved = new TreeMap<>(after);
        entries.forEach(each -> moved.put(each.writer(),
                Place.after(each.entry().sequence(), each.entry().donation())));
        return new Position(moved);
    }

    /** The text that others keep. */
    String text() {
        return after.entrySet().stream().map(Position::text).collect(Collectors.joining(SEPARATOR));
    }

    private static String text(Map.Entry<Integer, Place> each) {
        String writer = each.getKey() == Migration.WRITER ? "" : each.getKey() + ".";
        return writer + String.format(Locale.ROOT, "%d-%08x", each.getValue().sequence(), each.getValue().mark());
    }
}
