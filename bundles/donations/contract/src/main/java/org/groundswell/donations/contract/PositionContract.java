package org.groundswell.donations.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.UnknownPositionException;
import org.junit.Test;

/** Whoever reads the book from a position misses nothing and reads nothing twice. Part of {@link LedgerContract}. */
public abstract class PositionContract extends RehearsalContract {

    @Test
    public void entriesComeInPagesFromAnyPosition() throws Exception {
        var gifts = new Gifts(this::ledger);
        UUID id = gifts.recorded("k", 2500);
        String begun = ledger().position();
        gifts.pending(id, "p1");
        gifts.change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        reopen();
        assertEquals(List.of(DonationState.PENDING, DonationState.PAID), statesAfter(begun));
        assertEquals(List.of(DonationState.PLEDGED, DonationState.PENDING, DonationState.PAID),
                statesAfter(Ledger.BEGINNING));
        EntryPage last = ledger().entriesAfter(ledger().position(), 10);
        assertEquals(List.of(), last.entries());
        assertEquals("where nothing is new the position stays", ledger().position(), last.position());
        assertThrows(UnknownPositionException.class, () -> ledger().entriesAfter("none of this ledger's", 10));
    }

    @Test
    public void pageByPageEveryEntryIsReadOnce() {
        assertEquals(new EntryPage(List.of(), Ledger.BEGINNING), ledger().entriesAfter(Ledger.BEGINNING, 10));
        var gifts = new Gifts(this::ledger);
        for (int i = 0; i < 7; i++) {
            UUID id = gifts.recorded("k" + i, 2500);
            gifts.pending(id, "p" + i);
            gifts.change(id, DonationState.PAID, "p" + i, "e" + i, 2500, 0);
        }
        var read = new ArrayList<Entry>();
        String position = Ledger.BEGINNING;
        for (EntryPage page = ledger().entriesAfter(position, 4); !page.entries().isEmpty(); page =
                ledger().entriesAfter(position, 4)) {
            read.addAll(page.entries());
            position = page.position();
        }
        assertEquals(21, read.size());
        assertEquals(21, read.stream().map(Entry::sequence).distinct().count());
        assertEquals(position, ledger().position());
        String before = position;
        gifts.recorded("more", 2500);
        assertEquals(1, ledger().entriesAfter(before, 1000).entries().size());
    }

    private List<DonationState> statesAfter(String position) {
        var states = new ArrayList<DonationState>();
        String next = position;
        EntryPage page;
        do {
            page = ledger().entriesAfter(next, 1);
            page.entries().forEach(each -> states.add(each.state()));
            next = page.position();
        } while (!page.entries().isEmpty());
        return states;
    }
}
