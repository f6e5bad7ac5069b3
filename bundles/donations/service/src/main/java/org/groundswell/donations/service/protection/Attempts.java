package org.groundswell.donations.service.protection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * number, has to wait; until the first payment succeeds, a declined one also limits how many may be opened beside it. Those
 * that were open before it count for nothing: tabs of an honest donor, a town that begins at once.
 * Memory only, and bounded: after a restart everybody begins anew. Thread-safe.
 */
@Component(service = {Attempts.class, LedgerListener.class},
        configurationPid = "org.groundswell.donations.service.abuse")
@Designate(ocd = Attempts.Config.class)
public final class Attempts implements LedgerListener {
    /** Some ten megabytes; whoever was seen longest ago is forgotten. */
    private static final int MOST = 30_000;

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
                + " unless more were paid; once one was declined, those that are opened after it count with it until one"
                + " is paid", min = "1", max = "1000000")
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
        /** Those that were opened after one was declined, and have not ended. */
        private int open;
        private Instant last = Instant.EPOCH;
    }

    /**
     * A payment that has not ended.
     *
     * @param counted of the visitor's names those by which it counts as open
     */
    private record Opened(Visitor visitor, Set<String> counted) {
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

    /** Whether a payment may be opened for this visitor now. */
    public synchronized boolean mayTry(Visitor visitor) {
        return visitor.names().stream().allMatch(this::mayTry);
    }

    /** A payment was opened; how it ends will be held against, or for, this visitor. */
    public synchronized void opened(UUID donation, Visitor visitor) {
        if (open.containsKey(donation)) {
            return;
        }
        Set<String> counted = visitor.names().stream().filter(this::hasDeclined).collect(Collectors.toUnmodifiableSet());
        counted.forEach(name -> records.get(name).open++);
        open.put(donation, new Opened(visitor, counted));
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
                opened.visitor().names().forEach(name -> ended(name, opened.counted().contains(name), paid, declined));
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

    private boolean mayTry(String name) {
        Tally known = records.get(name);
        if (known == null) {
            return true;
        }
        if (known.declined > 0 && known.last.plus(wait).isBefore(clock.instant())) {
            known.declined = 0;
            known.paid = 0;
        }
        boolean tooManyOpen = known.declined > 0 && known.paid == 0 && known.open + known.declined >= declinesAllowed;
        return !tooManyOpen && !waits(known);
    }

    private boolean hasDeclined(String name) {
        Tally known = records.get(name);
        return known != null && known.declined > 0;
    }

    private boolean waits(Tally known) {
        return known.declined >= declinesAllowed && known.declined > known.paid;
    }

    private void ended(String name, boolean counted, boolean paid, boolean declined) {
        Tally known = records.computeIfAbsent(name, key -> new Tally());
        known.open = counted ? Math.max(0, known.open - 1) : known.open;
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
