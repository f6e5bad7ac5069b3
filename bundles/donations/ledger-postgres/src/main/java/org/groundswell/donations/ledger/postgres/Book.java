package org.groundswell.donations.ledger.postgres;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.ledger.shared.ShownTotals;
import org.joda.money.Money;

/**
 * The pages of the book that one group of commands is about, in memory: decides what is news, one command after the other,
 * and gathers what is to be written. Whether the pages are still so is seen when that is written. Not thread-safe.
 */
final class Book {
    private final Map<UUID, Donation> donations = new HashMap<>();
    private final Map<String, UUID> keys = new HashMap<>();
    private final Set<Needs.Event> events;
    private final List<Long> numbers;
    private final int rehearsal;
    private boolean real;
    private boolean becomesReal;

    private final Set<UUID> fresh = new HashSet<>();
    private final Map<UUID, Long> read = new LinkedHashMap<>();
    private final List<Opened> opened = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param numbers   for entries; all higher than the versions of what was read
     * @param rehearsal the one that is on
     * @param real      whether the book says that real money is taken
     */
    Book(Collection<Donation> read, Collection<Needs.Event> events, List<Long> numbers, int rehearsal, boolean real) {
        read.forEach(this::remember);
        this.events = new HashSet<>(events);
        this.numbers = numbers;
        this.rehearsal = rehearsal;
        this.real = real;
    }

    /** A payment that was opened. */
    record Opened(Donation.Payment payment, UUID donation) {
    }

    /** An entry with the notification that it came with, if any. */
    record Line(Entry entry, String provider, String eventId) {
    }

    PledgeOutcome pledge(Pledge pledge, Cause cause) {
        UUID known = keys.get(pledge.key());
        if (known != null) {
            Donation earlier = donations.get(known);
            return earlier.pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(earlier)
                    : new PledgeOutcome.ForeignKey();
        }
        if (donations.containsKey(pledge.id())) {
            throw new IllegalArgumentException("there is a donation " + pledge.id() + " with another key");
        }
        Money nothing = Money.zero(pledge.amount().getCurrencyUnit());
        Pledge kept = asKept(pledge);
        fresh.add(pledge.id());
        var donation = new Donation(kept, DonationState.PLEDGED, null, nothing, nothing, null, kept.at(), 0,
                pledge.test() ? rehearsal : 0);
        Entry entry = append(donation, nothing, 0, cause, null, null);
        return new PledgeOutcome.Recorded(donations.get(entry.donation()));
    }

    ChangeOutcome change(Change change) {
        Donation before = donations.get(change.donation());
        if (before == null) {
            return new ChangeOutcome.Unknown();
        }
        if (change.isStale(before)) {
            return new ChangeOutcome.Stale(before);
        }
        boolean known = change.eventId() != null && events.contains(Needs.event(change));
        Optional<Donation> news = change.appliedTo(before, known);
        if (news.isEmpty()) {
            return new ChangeOutcome.Ignored(before);
        }
        Donation after = news.get();
        if (after.payment() != null && !after.payment().equals(before.payment())) {
            opened.add(new Opened(after.payment(), change.donation()));
        }
        Money raised = after.counted().minus(before.counted());
        int count = Boolean.compare(after.counted().isPositive(), before.counted().isPositive());
        if (change.eventId() != null) {
            events.add(Needs.event(change));
        }
        Entry entry = append(after, raised, count, change.cause(), change.payment() == null ? null
                : change.payment().provider(), known ? null : change.eventId());
        becomesReal |= ShownTotals.counts(entry) && !entry.isTest() && !real;
        return new ChangeOutcome.Applied(donations.get(change.donation()), entry);
    }

    /** Another donor of the same gift: an entry without money. */
    ChangeOutcome.Applied amend(Donation before, Donor donor, Cause cause, Instant at) {
        Entry entry = append(before.by(donor, at), Money.zero(before.pledge().amount().getCurrencyUnit()), 0, cause, null,
                null);
        return new ChangeOutcome.Applied(donations.get(entry.donation()), entry);
    }

    Optional<Donation> find(UUID id) {
        return Optional.ofNullable(donations.get(id));
    }

    boolean isUnchanged() {
        return lines.isEmpty();
    }

    /** Donations that are new, as they are after the group. */
    List<Donation> added() {
        return fresh.stream().map(donations::get).toList();
    }

    /** The versions that the others had before the group. */
    Map<UUID, Long> changed() {
        return read;
    }

    Donation now(UUID id) {
        return donations.get(id);
    }

    List<Opened> opened() {
        return opened;
    }

    List<Line> lines() {
        return lines;
    }

    /** When real money counts for the first time; empty where it does not or did before. */
    Optional<Instant> becomesReal() {
        return becomesReal ? Optional.of(lines.getLast().entry().at()) : Optional.empty();
    }

    private Entry append(Donation donation, Money raised, int count, Cause cause, String provider, String eventId) {
        Pledge pledge = donation.pledge();
        Donation before = donations.get(pledge.id());
        if (before != null && !fresh.contains(pledge.id())) {
            read.putIfAbsent(pledge.id(), before.version());
        }
        var entry = new Entry(numbers.get(lines.size()), pledge.id(), pledge.campaign(), donation.state(), raised, count,
                cause, donation.changed(), donation.rehearsal());
        lines.add(new Line(entry, provider, eventId));
        remember(donation.at(entry.sequence()));
        return entry;
    }

    private void remember(Donation donation) {
        donations.put(donation.pledge().id(), donation);
        keys.put(donation.pledge().key(), donation.pledge().id());
    }

    /** As it is read again: with a time of whole milliseconds. */
    private static Pledge asKept(Pledge pledge) {
        return new Pledge(pledge.id(), pledge.key(), pledge.campaign(), pledge.amount(), pledge.donor(),
                pledge.language(), pledge.monthly(), pledge.renews(), pledge.at().truncatedTo(ChronoUnit.MILLIS),
                pledge.test());
    }
}
