package org.groundswell.stats.service;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Counts donations minute by minute as the ledger announces them, and tests apart from them. Thread-safe. */
@Component(service = {LedgerListener.class, DonationCounter.class})
public final class DonationCounter implements LedgerListener {
    private final Clock clock;
    private long donations;
    private long tests;
    private Minute current = new Minute(0);
    private Minute previous = new Minute(0);
    private final Map<String, Long> amounts = new HashMap<>();
    private final Ends ends;

    @Activate
    public DonationCounter(@Reference Ends ends) {
        this(Clock.systemUTC(), ends);
    }

    DonationCounter(Clock clock, Ends ends) {
        this.clock = clock;
        this.ends = ends;
    }

    @Override
    public synchronized void committed(List<Entry> entries) {
        turn();
        for (Entry entry : entries) {
            ends.noted(entry);
            if (entry.donations() > 0 && entry.isTest()) {
                tests++;
            } else if (entry.donations() > 0) {
                donations++;
                current.donations++;
                String currency = entry.raised().getCurrencyUnit().getCode();
                current.amounts.merge(currency, entry.raised().getAmountMinorLong(), Long::sum);
                amounts.merge(currency, entry.raised().getAmountMinorLong(), Long::sum);
            }
        }
    }

    synchronized long donations() {
        return donations;
    }

    synchronized long tests() {
        return tests;
    }

    /** What the donations since counting began amount to, minor units by currency. */
    synchronized Map<String, Long> amounts() {
        return Map.copyOf(amounts);
    }

    synchronized long lastMinute() {
        turn();
        return previous.donations;
    }

    synchronized Map<String, Long> amountLastMinute() {
        turn();
        return Map.copyOf(previous.amounts);
    }

    private void turn() {
        long now = TimeUnit.MILLISECONDS.toMinutes(clock.millis());
        if (current.number != now) {
            previous = current.number == now - 1 ? current : new Minute(now - 1);
            current = new Minute(now);
        }
    }

    private static final class Minute {
        private final long number;
        private final Map<String, Long> amounts = new HashMap<>();
        private long donations;

        Minute(long number) {
            this.number = number;
        }
    }
}
