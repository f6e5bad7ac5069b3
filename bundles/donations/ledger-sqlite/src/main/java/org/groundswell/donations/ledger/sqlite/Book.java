package org.groundswell.donations.ledger.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
import org.groundswell.shared.ids.UuidBytes;
import org.joda.money.Money;

/** Decides what is news and writes it, inside a transaction of the writer, who is the only one that writes. */
final class Book {
    private static final int REMEMBERED = 250;
    private static final long UNKNOWN = -1;

    private final Queries queries;
    private final Receipts receipts;
    private final Office office;
    /** What was written last, as it stands now: a donor's payment is opened right after the pledge. */
    private final Map<UUID, Donation> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Donation> eldest) {
            return size() > REMEMBERED;
        }
    };
    /** Of the last entry. */
    private long sequence = UNKNOWN;
    /** The one that is on. */
    private long rehearsal = UNKNOWN;
    /** Whether the book says that real money is taken. */
    private boolean real;

    Book(Queries queries) {
        this.queries = queries;
        this.receipts = new Receipts(queries);
        this.office = new Office(this, queries);
    }

    Receipts receipts() {
        return receipts;
    }

    Office office() {
        return office;
    }

    PledgeOutcome pledge(Pledge pledge) throws SQLException {
        return pledge(pledge, Cause.FORM);
    }

    PledgeOutcome pledge(Pledge pledge, Cause cause) throws SQLException {
        var donor = pledge.donor();
        int belongs = pledge.test() ? rehearsal() : 0;
        int inserted = queries.update("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message,"
                + " anonymous, address, language, monthly, renews, pledged_at, rehearsal, state, changed_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLEDGED', ?) ON CONFLICT (key) DO NOTHING",
                UuidBytes.of(pledge.id()), pledge.key(), pledge.campaign(), pledge.amount().getCurrencyUnit().getCode(),
                pledge.amount().getAmountMinorLong(), donor.name(), donor.email(), donor.message(),
                donor.anonymous(), donor.address(), pledge.language(), pledge.monthly(),
                pledge.renews() == null ? null : UuidBytes.of(pledge.renews()), pledge.at().toEpochMilli(),
                belongs, pledge.at().toEpochMilli());
        if (inserted == 0) {
            Donation earlier = queries.byKey(pledge.key()).orElseThrow();
            return earlier.pledge().sameWill(pledge) ? new PledgeOutcome.Repeated(earlier)
                    : new PledgeOutcome.ForeignKey();
        }
        Money nothing = Money.zero(pledge.amount().getCurrencyUnit());
        Pledge kept = asKept(pledge);
        var donation = new Donation(kept, DonationState.PLEDGED, null, nothing, nothing, null, kept.at(), 0, belongs);
        Entry entry = append(donation, nothing, 0, cause, null, null);
        return new PledgeOutcome.Recorded(remember(donation.at(entry.sequence())));
    }

    ChangeOutcome change(Change change) throws SQLException {
        Optional<Donation> found = find(change.donation());
        if (found.isEmpty()) {
            return new ChangeOutcome.Unknown();
        }
        Donation before = found.get();
        if (change.isStale(before)) {
            return new ChangeOutcome.Stale(before);
        }
        String provider = change.payment() == null ? null : change.payment().provider();
        boolean known = change.eventId() != null && queries.knowsEvent(provider, change.eventId());
        Optional<Donation> news = change.appliedTo(before, known);
        if (news.isEmpty()) {
            return new ChangeOutcome.Ignored(before);
        }
        Donation after = news.get();
        store(before, after);
        Money raised = after.counted().minus(before.counted());
        int donations = Boolean.compare(after.counted().isPositive(), before.counted().isPositive());
        Entry entry = append(after, raised, donations, change.cause(), provider, known ? null : change.eventId());
        if (ShownTotals.counts(entry)) {
            addToTotal(entry);
        }
        return new ChangeOutcome.Applied(remember(after.at(entry.sequence())), entry);
    }

    /** Another donor of the same gift: an entry without money. */
    ChangeOutcome.Applied amend(Donation before, Donor donor, Cause cause, Instant at) throws SQLException {
        Donation after = before.by(donor, at);
        receipts.amend(after);
        Entry entry = append(after, Money.zero(before.pledge().amount().getCurrencyUnit()), 0, cause, null, null);
        return new ChangeOutcome.Applied(remember(after.at(entry.sequence())), entry);
    }

    Shown endRehearsal(Instant at) throws SQLException {
        queries.update("INSERT INTO rehearsal (number, began) VALUES (?, ?)", rehearsal() + 1, at.toEpochMilli());
        rehearsal = UNKNOWN;
        return queries.shown();
    }

    Shown takeRealMoney(Instant at) throws SQLException {
        queries.update("INSERT INTO rehearsal (number, began) VALUES (0, ?) ON CONFLICT (number) DO NOTHING",
                at.toEpochMilli());
        real = true;
        return queries.shown();
    }

    /** The sequence of the last entry that was written here; 0 while none was. */
    long lastEntry() {
        return Math.max(0, sequence);
    }

    /** Writes what stands in the file already, to see whether it can be written. */
    void probe() throws SQLException {
        queries.probe();
    }

    /** To be called when a transaction was given up: what was written in it is not so. */
    void forget() {
        latest.clear();
        sequence = UNKNOWN;
        rehearsal = UNKNOWN;
        real = false;
    }

    /** As it is read again: with a time of whole milliseconds. */
    private static Pledge asKept(Pledge pledge) {
        return new Pledge(pledge.id(), pledge.key(), pledge.campaign(), pledge.amount(), pledge.donor(),
                pledge.language(), pledge.monthly(), pledge.renews(), pledge.at().truncatedTo(ChronoUnit.MILLIS),
                pledge.test());
    }

    private int rehearsal() throws SQLException {
        rehearsal = rehearsal == UNKNOWN ? queries.lastRehearsal() : rehearsal;
        return (int) rehearsal;
    }

    Optional<Donation> find(UUID id) throws SQLException {
        Donation known = latest.get(id);
        return known == null ? queries.donation(id) : Optional.of(known);
    }

    private Donation remember(Donation donation) {
        latest.put(donation.pledge().id(), donation);
        return donation;
    }

    private void store(Donation before, Donation donation) throws SQLException {
        byte[] id = UuidBytes.of(donation.pledge().id());
        var payment = donation.payment();
        queries.update("UPDATE donation SET state = ?, provider = ?, payment_id = ?, checkout = ?, settled = ?,"
                + " refunded = ?, fee = ?, fee_currency = ?, subscription = ?, changed_at = ?, " + Receipts.DUE
                + " WHERE id = ?",
                donation.state().name(),
                payment == null ? null : payment.provider(), payment == null ? null : payment.paymentId(),
                payment == null ? null : payment.checkout(), donation.settled().getAmountMinorLong(),
                donation.refunded().getAmountMinorLong(),
                donation.fee() == null ? null : donation.fee().getAmountMinorLong(), feeCurrency(donation),
                payment == null ? null : payment.subscription(), donation.changed().toEpochMilli(),
                donation.counted().isPositive(), donation.changed().toEpochMilli(), id);
        if (payment != null && !payment.equals(before.payment())) {
            queries.update("INSERT INTO payment (provider, payment_id, donation) VALUES (?, ?, ?)"
                    + " ON CONFLICT (provider, payment_id) DO NOTHING", payment.provider(), payment.paymentId(), id);
        }
    }

    private static String feeCurrency(Donation donation) {
        boolean own = donation.fee() != null
                && !donation.fee().getCurrencyUnit().equals(donation.pledge().amount().getCurrencyUnit());
        return own ? donation.fee().getCurrencyUnit().getCode() : null;
    }

    private Entry append(Donation donation, Money raised, int donations, Cause cause, String provider,
            String eventId) throws SQLException {
        Pledge pledge = donation.pledge();
        sequence = (sequence == UNKNOWN ? queries.lastSequence() : sequence) + 1;
        queries.update("INSERT INTO entry (sequence, donation, campaign, currency, state, raised, donations, cause,"
                + " provider, event_id, at, rehearsal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", sequence,
                UuidBytes.of(pledge.id()), pledge.campaign(), raised.getCurrencyUnit().getCode(), donation.state().name(),
                raised.getAmountMinorLong(), donations, cause.word(), provider, eventId,
                donation.changed().toEpochMilli(), donation.rehearsal());
        return new Entry(sequence, pledge.id(), pledge.campaign(), donation.state(), raised, donations, cause,
                donation.changed(), donation.rehearsal());
    }

    private void addToTotal(Entry entry) throws SQLException {
        if (!entry.isTest() && !real) {
            takeRealMoney(entry.at());
        }
        queries.update("INSERT INTO total (campaign, currency, rehearsal, raised, donations, updated)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (campaign, currency, rehearsal) DO UPDATE"
                + " SET raised = raised + excluded.raised, donations = donations + excluded.donations,"
                + " updated = excluded.updated",
                entry.campaign(), entry.raised().getCurrencyUnit().getCode(), entry.rehearsal(),
                entry.raised().getAmountMinorLong(), entry.donations(), entry.at().toEpochMilli());
    }
}
