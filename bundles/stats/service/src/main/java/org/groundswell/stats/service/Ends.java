package org.groundswell.stats.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * How payments ended, by gateway. An entry does not say where it was paid, so the donation is looked up, later and on
 * another thread than the ledger's; of a minute with very many only the first ones. Thread-safe.
 */
@Component(service = Ends.class)
public final class Ends {
    /** A share of so many is right within three percent. */
    static final int MOST_IN_A_MINUTE = 1_000;

    private final BlockingQueue<End> waiting = new ArrayBlockingQueue<>(MOST_IN_A_MINUTE);
    private final AtomicInteger left = new AtomicInteger(MOST_IN_A_MINUTE);
    /** May come after those that are told of its entries: who needs it to be told waits for each other otherwise. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Ledger ledger;

    private record End(UUID donation, boolean paid) {
    }

    /** By gateway. */
    record Taken(Map<String, Long> paid, Map<String, Long> refused) {
    }

    /** Made by the framework. */
    @Activate
    public Ends() {
    }

    Ends(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns at once. For one thread at a time. */
    void noted(Entry entry) {
        boolean paid = entry.state() == DonationState.PAID && entry.donations() > 0;
        if ((paid || entry.state() == DonationState.FAILED && !entry.cause().isAboutDonor()) && left.get() > 0
                && waiting.offer(new End(entry.donation(), paid))) {
            left.decrementAndGet();
        }
    }

    /** The ends since this was asked last; for one asker, once a minute. */
    Taken take() {
        var paid = new HashMap<String, Long>();
        var refused = new HashMap<String, Long>();
        for (End each = waiting.poll(); each != null; each = waiting.poll()) {
            Map<String, Long> counts = each.paid ? paid : refused;
            gateway(each.donation).ifPresent(name -> counts.merge(name, 1L, Long::sum));
        }
        left.set(MOST_IN_A_MINUTE);
        return new Taken(paid, refused);
    }

    private Optional<String> gateway(UUID donation) {
        Ledger book = ledger;
        try {
            return book == null ? Optional.empty()
                    : book.donation(donation).map(Donation::payment).map(Donation.Payment::provider);
        } catch (LedgerUnavailableException e) {
            // A figure less; the ledger's own health says what is wrong with it.
            return Optional.empty();
        }
    }
}
