package org.groundswell.stats.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How payments ended, by gateway. An entry does not say where it was paid, so the donation is looked up, later and on
 * another thread than the ledger's; of a minute with very many only the first ones. Thread-safe.
 */
@Component(service = Ends.class)
public final class Ends {
    /** A share of so many is right within three percent. */
    static final int MOST_IN_A_MINUTE = 1_000;
    /** How long one asks for a minute's. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final Clock clock;
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
        this.clock = Clock.systemUTC();
    }

    Ends(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Returns at once. For one thread at a time. */
    void noted(Entry entry) {
        boolean paid = entry.state() == DonationState.PAID && entry.donations() > 0;
        if ((paid || entry.state() == DonationState.FAILED && !entry.cause().isAboutDonor()) && left.get() > 0
                && waiting.offer(new End(entry.donation(), paid))) {
            left.decrementAndGet();
        }
    }

    /**
     * The ends since this was asked last; for one asker, once a minute. A ledger that is away, or slow, costs the rest of
     * them and not the minute: what is not known is in no figure, and the ledger's own health says what is wrong with it.
     */
    Taken take() {
        var ends = new ArrayList<End>();
        waiting.drainTo(ends);
        left.set(MOST_IN_A_MINUTE);
        var paid = new HashMap<String, Long>();
        var refused = new HashMap<String, Long>();
        Ledger book = ledger;
        Instant until = clock.instant().plus(LONGEST);
        try {
            for (End each : book == null ? List.<End>of() : ends) {
                if (clock.instant().isAfter(until)) {
                    break;
                }
                Map<String, Long> counts = each.paid ? paid : refused;
                book.donation(each.donation).map(Donation::payment).map(Donation.Payment::provider)
                        .ifPresent(name -> counts.merge(name, 1L, Long::sum));
            }
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("How the payments of this minute ended is not known to the end", e);
        }
        return new Taken(paid, refused);
    }
}
