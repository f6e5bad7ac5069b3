package org.groundswell.donations.service.protection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keeps people who try out stolen cards away from the gateway. What counts is declined payments, not attempts: behind
 * one address there may be a whole town of donors. Whoever has more declined than paid, and at least the allowed
 * number, has to wait; until the first payment succeeds, a declined one also limits how many may be opened beside it in a
 * few minutes, for whoever tries out cards does so at once. Those that were open before it count for nothing, and those
 * that stay open for nothing any more: tabs of an honest donor, a town that begins at once.
 * Memory only, and bounded: after a restart everybody begins anew. Thread-safe.
 */
@Component(service = {Attempts.class, LedgerListener.class},
        configurationPid = "org.groundswell.donations.service.abuse")
@Designate(ocd = Attempts.Config.class)
public final class Attempts implements LedgerListener {
    /** Some ten megabytes; whoever was seen longest ago is forgotten. */
    private static final int MOST = 30_000;
    /** For so long what is open counts as a try. */
    public static final Duration TRIED = Duration.ofMinutes(5);

    private final Clock clock;
    private final int declinesAllowed;
    private final Duration wait;
    private final AttackWatch watch;
    private final Map<String, Tally> records = bounded();
    private final Map<UUID, Opened> open = bounded();

    /** Settings against people who try out stolen cards. */
    @ObjectClassDefinition(name = "Groundswell donations: abuse")
    public @interface Config {
        @AttributeDefinition(description = "Declined payments from one address or e-mail after which it has to wait,"
                + " unless more were paid; once one was declined, those that were opened after it in the last five minutes"
                + " count with it until one is paid", min = "1", max = "1000000")
        int declinesAllowed() default 5;

        @AttributeDefinition(description = "Minutes to wait after the last declined payment", min = "1", max = "10080")
        int waitMinutes() default 30;

        @AttributeDefinition(description = "Declined payments on the whole site in five minutes that are called an"
                + " attack, if they are more than half of those paid", min = "1", max = "1000000")
        int attackDeclines() default 20;
    }

    /** How it went for one address or e-mail. */
    private static final class Tally {
        private int declined;
        private int paid;
        /** When those were opened that came after one was declined, and have not ended; the first of them first. */
        private final Deque<Instant> open = new ArrayDeque<>(2);
        private Instant last = Instant.EPOCH;
    }

    /**
     * A payment that has not ended.
     *
     * @param counted of the visitor's names those by which it counts as open
     */
    private record Opened(Visitor visitor, Set<String> counted, Instant at) {
    }

    /** What a visitor who wants to pay meets. */
    public enum Standing {
        /** A payment may be opened. */
        FREE,
        /** Some were declined and others are open: one of those may be finished, or the next begun in a few minutes. */
        UNFINISHED,
        /** Too many were declined. */
        DECLINED
    }

    @Activate
    public Attempts(Config config) {
        this(Clock.systemUTC(), config.declinesAllowed(), Duration.ofMinutes(config.waitMinutes()),
                config.attackDeclines());
    }

    Attempts(Clock clock, int declinesAllowed, Duration wait, int attackDeclines) {
        this.clock = clock;
        this.declinesAllowed = declinesAllowed;
        this.wait = wait;
        this.watch = new AttackWatch(clock, attackDeclines);
    }

    /** Whether a payment may be opened for this visitor now, and why not. */
    public synchronized Standing standing(Visitor visitor) {
        return visitor.names().stream().map(this::standing).max(Comparator.naturalOrder()).orElse(Standing.FREE);
    }

    boolean mayTry(Visitor visitor) {
        return standing(visitor) == Standing.FREE;
    }

    /** A payment was opened; how it ends will be held against, or for, this visitor. */
    public synchronized void opened(UUID donation, Visitor visitor) {
        if (open.containsKey(donation)) {
            return;
        }
        Set<String> counted = visitor.names().stream().filter(this::hasDeclined).collect(Collectors.toUnmodifiableSet());
        Instant now = clock.instant();
        counted.forEach(name -> records.get(name).open.addLast(now));
        open.put(donation, new Opened(visitor, counted, now));
    }

    @Override
    public synchronized void committed(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry.cause().isAboutDonor() || entry.cause() == Cause.ENTERED) {
                // Nobody has tried to pay.
                continue;
            }
            boolean paid = entry.state() == DonationState.PAID;
            boolean declined = entry.state() == DonationState.FAILED;
            boolean ended = paid || declined || entry.state() == DonationState.CANCELED
                    || entry.state() == DonationState.EXPIRED;
            Opened opened = ended ? open.remove(entry.donation()) : null;
            if (opened != null) {
                opened.visitor().names().forEach(name -> ended(name, opened, paid, declined));
            }
            if (paid) {
                watch.paid();
            } else if (declined) {
                watch.declined();
            }
        }
    }

    /** What an admin should know while cards are being tried out; nothing in quiet times. */
    public synchronized Optional<String> attack() {
        return watch.attack().map(what -> what + "; " + records.values().stream().filter(this::waits).count()
                + " addresses and e-mails have to wait");
    }

    /** Whether strangers have to show that they are no programs. */
    boolean isOnGuard() {
        return watch.isOnGuard();
    }

    private Standing standing(String name) {
        Tally known = records.get(name);
        if (known == null) {
            return Standing.FREE;
        }
        if (known.declined > 0 && known.last.plus(wait).isBefore(clock.instant())) {
            known.declined = 0;
            known.paid = 0;
        }
        if (waits(known)) {
            return Standing.DECLINED;
        }
        Instant lately = clock.instant().minus(TRIED);
        while (!known.open.isEmpty() && known.open.getFirst().isBefore(lately)) {
            known.open.removeFirst();
        }
        return known.declined > 0 && known.paid == 0 && known.open.size() + known.declined >= declinesAllowed
                ? Standing.UNFINISHED : Standing.FREE;
    }

    private boolean hasDeclined(String name) {
        Tally known = records.get(name);
        return known != null && known.declined > 0;
    }

    private boolean waits(Tally known) {
        return known.declined >= declinesAllowed && known.declined > known.paid;
    }

    private void ended(String name, Opened opened, boolean paid, boolean declined) {
        Tally known = records.computeIfAbsent(name, key -> new Tally());
        if (opened.counted().contains(name)) {
            known.open.removeFirstOccurrence(opened.at());
        }
        known.paid += paid ? 1 : 0;
        if (declined) {
            known.declined++;
            known.last = clock.instant();
        }
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }
}
