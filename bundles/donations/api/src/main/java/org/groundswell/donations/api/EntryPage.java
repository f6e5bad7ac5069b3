package org.groundswell.donations.api;

import java.util.List;
import java.util.Objects;

/**
 * Entries that follow a position. Immutable.
 *
 * @param entries  none where nothing is new
 * @param position after the last of them: from there the next page is read; the position that was asked for where there
 *                 are none
 */
public record EntryPage(List<Entry> entries, String position) {

    public EntryPage {
        entries = List.copyOf(entries);
        Objects.requireNonNull(position, "position");
    }
}
