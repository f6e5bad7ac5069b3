package org.groundswell.donations.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A ledger for tests of what stands around it: keeps state, forgets nothing, checks only what these tests need. */
public final class MemoryLedger implements Ledger {
    public final Map<UUID, Donation> donations = new LinkedHashMap<>();
    final List<Change> changes = new ArrayList<>();
    public boolean real;
    public int ended;

    @Override
    public synchronized PledgeOutcome pledge(Pledge pledge) {
        for (Donation each : donations.values()) {
            if (each.pledge().key().equals(pledge.key())) {
                return each.pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(each)
                        : new PledgeOutcome.ForeignKey();
            }
        }
        Money zero = Money.zero(pledge.amount().getCurrencyUnit());
        var donation = new Donation(pledge, DonationState.PLEDGED, null, zero, zero, null, pledge.at(), 0);
        donations.put(pledge.id(), donation);
        return new PledgeOutcome.Recorded(donation);
    }

    @Override
    public synchronized ChangeOutcome change(Change change) {
        Donation before = donations.get(change.donation());
        if (before == null) {
            return new ChangeOutcome.Unknown();
        }
        if (change.basis() != Change.UNSEEN && change.basis() != before.version()) {
            return new ChangeOutcome.Stale(before);
        }
        boolean same = before.state() == change.next()
                && (change.settled() == null || change.settled().equals(before.settled()))
                && (change.refunded() == null || change.refunded().equals(before.refunded()));
        if (same || before.state() != change.next() && !before.state().mayBecome(change.next())) {
            return new ChangeOutcome.Ignored(before);
        }
        changes.add(change);
        var after = new Donation(before.pledge(), change.next(),
                change.payment() == null ? before.payment() : change.payment(),
                change.settled() == null ? before.settled() : change.settled(),
                change.refunded() == null ? before.refunded() : change.refunded(), change.fee(), change.at(),
                changes.size());
        donations.put(change.donation(), after);
        return new ChangeOutcome.Applied(after, new Entry(changes.size(), change.donation(),
                before.pledge().campaign(), change.next(), after.counted(), 0, change.cause(), change.at()));
    }

    @Override
    public synchronized Optional<Donation> donation(UUID id) {
        return Optional.ofNullable(donations.get(id));
    }

    @Override
    public synchronized Optional<Donation> byKey(String key) {
        return donations.values().stream().filter(each -> each.pledge().key().equals(key)).findFirst();
    }

    @Override
    public synchronized Optional<Donation> byPayment(String provider, String paymentId) {
        return donations.values().stream().filter(each -> each.payment() != null
                && each.payment().provider().equals(provider) && each.payment().paymentId().equals(paymentId))
                .findFirst();
    }

    @Override
    public List<Entry> entries(UUID donation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EntryPage entriesAfter(String position, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Totals totals(String campaign, CurrencyUnit currency) {
        return new Totals(campaign, Money.zero(currency), 0, Instant.EPOCH, real ? 0 : 1);
    }

    @Override
    public List<Donation> latest(String campaign, int limit) {
        return List.of();
    }

    @Override
    public synchronized List<Donation> open(UUID after, int limit) {
        return donations.values().stream().skip(after == null ? 0 : 1 + List.copyOf(donations.keySet()).indexOf(after))
                .filter(each -> each.state().isOpen()).limit(limit).toList();
    }

    @Override
    public synchronized List<Donation> newest(UUID before, int limit) {
        return before != null ? List.of() : List.copyOf(donations.values()).reversed();
    }

    @Override
    public List<Recount> recount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void endRehearsal(Instant at) {
        ended++;
    }

    @Override
    public void takeRealMoney(Instant at) {
        real = true;
    }

    @Override
    public Optional<String> failure() {
        return Optional.empty();
    }
}
