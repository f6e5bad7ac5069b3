package org.groundswell.donations.webhooks;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.testing.SetClock;

/** One of several nodes with a ledger, for one start of it. A position is how many entries there were. */
final class TellingNode {
    private final List<Entry> book;
    private final List<Long> told;
    private final SetClock clock;
    private final Outbox outbox;
    private final LeasedEndpoint leased;

    /**
     * @param book what the ledger has
     * @param told what the receiver has, by the sequences
     */
    TellingNode(Path file, Leases leases, List<Entry> book, List<Long> told, SetClock clock) throws Exception {
        this.book = book;
        this.told = told;
        this.clock = clock;
        outbox = new Outbox(file);
        var ledger = (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (_, _, _) -> String.valueOf(book.size()));
        leased = new LeasedEndpoint("crm", leases, ledger, outbox, clock);
        own();
    }

    Outbox outbox() {
        return outbox;
    }

    LeasedEndpoint leased() {
        return leased;
    }

    String own() {
        if (outbox.position().isEmpty()) {
            outbox.take(List.of(), String.valueOf(book.size()), clock.instant());
        }
        return outbox.position().orElseThrow();
    }

    /** As the reader of the ledger does, two entries at a time. */
    void read() {
        int first = Integer.parseInt(leased.position(this::own));
        List<Entry> entries = book.subList(first, Math.min(book.size(), first + 2));
        if (!entries.isEmpty()) {
            var page = new EntryPage(List.copyOf(entries), String.valueOf(first + entries.size()));
            leased.received(page, () -> outbox.take(page.entries(), page.position(), clock.instant()));
        }
    }

    /** Tells at most so many; a node that dies then notes nothing. */
    void tell(int most) {
        if (leased.isOurs()) {
            List<Letter> letters = outbox.due(clock.instant(), most);
            letters.forEach(each -> told.add(each.entry().sequence()));
            outbox.delivered(letters);
        }
    }

    void round() {
        read();
        tell(10);
        note();
    }

    void note() {
        clock.pass(Duration.ofSeconds(2));
        leased.note();
    }
}
