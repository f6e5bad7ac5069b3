package org.groundswell.donations.service.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;

/** A real ledger before and after whose every command the node may die; shows one history only its own donations. */
final class FaultyLedger implements Ledger {
    private final Ledger ledger;
    private final Faults faults;
    /** By their keys: whoever got no answer to a pledge does not know which donation it is. */
    private final Set<String> own = new LinkedHashSet<>();

    FaultyLedger(Ledger ledger, Faults faults) {
        this.ledger = ledger;
        this.faults = faults;
    }

    List<Donation> all() {
        var all = new ArrayList<Donation>();
        own.forEach(key -> ledger.byKey(key).ifPresent(all::add));
        return all;
    }

    @Override
    public PledgeOutcome pledge(Pledge pledge) {
        before();
        own.add(pledge.key());
        PledgeOutcome outcome = ledger.pledge(pledge);
        faults.maybeCrash();
        return outcome;
    }

    @Override
    public ChangeOutcome change(Change change) {
        before();
        ChangeOutcome outcome = ledger.change(change);
        faults.maybeCrash();
        return outcome;
    }

    @Override
    public Optional<Donation> donation(UUID id) {
        return ledger.donation(id);
    }

    @Override
    public Optional<Donation> byKey(String key) {
        return ledger.byKey(key);
    }

    @Override
    public Optional<Donation> byPayment(String provider, String paymentId) {
        return ledger.byPayment(provider, paymentId);
    }

    @Override
    public List<Entry> entries(UUID donation) {
        return ledger.entries(donation);
    }

    @Override
    public EntryPage entriesAfter(String position, int limit) {
        return ledger.entriesAfter(position, limit);
    }

    @Override
    public String position() {
        return ledger.position();
    }

    @Override
    public Totals totals(String campaign, CurrencyUnit currency) {
        return ledger.totals(campaign, currency);
    }

    @Override
    public List<Donation> latest(String campaign, int limit) {
        return ledger.latest(campaign, limit);
    }

    @Override
    public List<Donation> open(UUID after, int limit) {
        return after != null ? List.of() : all().stream().filter(each -> each.state().isOpen()).toList();
    }

    @Override
    public List<Donation> newest(UUID before, int limit) {
        return before != null ? List.of() : all().reversed();
    }

    @Override
    public List<Recount> recount() {
        return ledger.recount();
    }

    @Override
    public void endRehearsal(Instant at) {
        ledger.endRehearsal(at);
    }

    @Override
    public void takeRealMoney(Instant at) {
        ledger.takeRealMoney(at);
    }

    @Override
    public Optional<String> failure() {
        return ledger.failure();
    }

    private void before() {
        faults.maybeCrash();
        if (faults.happens(3)) {
            throw new LedgerUnavailableException("the disk is full");
        }
    }
}
