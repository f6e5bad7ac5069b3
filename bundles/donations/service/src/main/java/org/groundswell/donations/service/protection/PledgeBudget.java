package org.groundswell.donations.service.protection;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.LoggerFactory;

/**
 * How many gifts may be begun and not paid: from one address, and altogether. A gift that was paid, or that ended in
 * another way, no longer counts. After a restart the ledger says what is open and {@link PledgeOrigins} where it came
 * from. Bounded: beyond twice the number from which everybody is challenged, the oldest are forgotten. Thread-safe.
 */
@Component(service = {PledgeBudget.class, LedgerListener.class},
        configurationPid = "org.groundswell.donations.service.pledges")
@Designate(ocd = PledgeBudget.Config.class)
public final class PledgeBudget implements LedgerListener {
    private static final int PAGE = 500;
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final int challengeFrom;
    private final int refuseFrom;
    private final int challengeAllFrom;
    private final PledgeOrigins origins;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(PledgeBudget.class));
    private final Loop loop = Loop.of("open-pledges");
    /** The oldest first; what came from nobody knows where has "". */
    private final Map<UUID, String> open = new LinkedHashMap<>();
    private final Map<String, Integer> byOrigin = new HashMap<>();
    /** What ended before the ledger's open donations were counted; null from then on. */
    private Set<UUID> endedMeanwhile = new HashSet<>();
    private boolean crowded;

    /** Settings of the budget. */
    @ObjectClassDefinition(name = "Groundswell donations: gifts that were begun and not paid")
    public @interface Config {
        @AttributeDefinition(description = "Open gifts of one address (in IPv6: one network of 64 bits) from which on it"
                + " has to show that it is no program", min = "1", max = "1000000")
        int challengeFrom() default 30;

        @AttributeDefinition(description = "Open gifts of one address from which on no more are taken from it",
                min = "1", max = "1000000")
        int refuseFrom() default 300;

        @AttributeDefinition(description = "Open gifts of all together from which on everybody has to show that it is no"
                + " program", min = "1", max = "1000000")
        int challengeAllFrom() default 50_000;
    }

    @Activate
    public PledgeBudget(BundleContext context, @Reference Ledger ledger, @Reference NodeKey key, Config config) {
        this(new PledgeOrigins(NodeFolder.of(context).resolve("data/pledges/origins"), key,
                4 * config.challengeAllFrom()), config.challengeFrom(), config.refuseFrom(), config.challengeAllFrom());
        // No donor waits for it: a ledger with many open donations takes a second.
        countAfter(Duration.ZERO, ledger);
    }

    PledgeBudget(PledgeOrigins origins, int challengeFrom, int refuseFrom, int challengeAllFrom) {
        this.origins = origins;
        this.challengeFrom = challengeFrom;
        this.refuseFrom = refuseFrom;
        this.challengeAllFrom = challengeAllFrom;
    }

    @Deactivate
    synchronized void stop() {
        loop.close();
        origins.close();
    }

    /** What a visitor who wants to give meets. */
    enum Standing { FREE, CHALLENGED, REFUSED }

    synchronized Standing standing(Visitor visitor) {
        int mine = byOrigin.getOrDefault(origins.of(visitor.network()), 0);
        if (mine >= refuseFrom) {
            return Standing.REFUSED;
        }
        return mine >= challengeFrom || open.size() >= challengeAllFrom ? Standing.CHALLENGED : Standing.FREE;
    }

    /** Notes a gift before it is recorded, so that many at once find no gap. False: no more are taken from there. */
    public synchronized boolean begin(UUID donation, Visitor visitor) {
        String origin = origins.of(visitor.network());
        if (byOrigin.getOrDefault(origin, 0) >= refuseFrom) {
            return false;
        }
        add(donation, origin);
        origins.note(donation, open);
        return true;
    }

    /** The gift was not recorded after all. */
    public synchronized void withdraw(UUID donation) {
        end(donation);
    }

    @Override
    public synchronized void committed(List<Entry> entries) {
        for (Entry entry : entries) {
            if (!entry.state().isOpen()) {
                end(entry.donation());
                if (endedMeanwhile != null) {
                    endedMeanwhile.add(entry.donation());
                }
            }
        }
    }

    synchronized int size() {
        return open.size();
    }

    private void countAfter(Duration wait, Ledger ledger) {
        loop.after(wait, () -> {
            try {
                count(ledger);
            } catch (LedgerUnavailableException e) {
                countAfter(RETRY, ledger);
                throw e;
            }
        });
    }

    /** Takes what is open from the ledger, with the origins that were noted. */
    void count(Ledger ledger) {
        Map<UUID, String> noted = origins.read();
        UUID after = null;
        List<Donation> page;
        do {
            page = ledger.open(after, PAGE);
            for (Donation donation : page) {
                after = donation.pledge().id();
                addUnlessEnded(after, noted.getOrDefault(after, ""));
            }
        } while (page.size() == PAGE);
        counted();
    }

    private synchronized void addUnlessEnded(UUID donation, String origin) {
        if (!open.containsKey(donation) && (endedMeanwhile == null || !endedMeanwhile.contains(donation))) {
            add(donation, origin);
        }
    }

    private synchronized void counted() {
        endedMeanwhile = null;
        origins.writeAnew(open);
    }

    private void add(UUID donation, String origin) {
        open.put(donation, origin);
        if (!origin.isEmpty()) {
            byOrigin.merge(origin, 1, Integer::sum);
        }
        if (open.size() > 2 * challengeAllFrom) {
            end(open.keySet().iterator().next());
        }
        sayWhetherCrowded();
    }

    private void end(UUID donation) {
        String origin = open.remove(donation);
        if (origin != null && !origin.isEmpty()) {
            byOrigin.computeIfPresent(origin, (_, count) -> count > 1 ? count - 1 : null);
        }
        sayWhetherCrowded();
    }

    private void sayWhetherCrowded() {
        // Not at each gift around the limit.
        boolean now = open.size() >= (crowded ? challengeAllFrom - challengeAllFrom / 10 : challengeAllFrom);
        if (now != crowded) {
            crowded = now;
            log.warn(now ? "{} gifts are begun and not paid: everybody has to show that they are no program"
                    : "{} gifts are begun and not paid: that is as usual", open.size());
        }
    }
}
