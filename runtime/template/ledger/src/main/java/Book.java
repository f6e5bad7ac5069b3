package __package__;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.Recount;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What the journal's lines add up to. Not thread-safe. */
final class Book {
    private final NavigableMap<UUID, Donation> donations = new TreeMap<>();
    private final Map<String, UUID> byKey = new HashMap<>();
    private final Map<String, UUID> byPayment = new HashMap<>();
    private final Set<String> events = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Sum, Totals> totals = new LinkedHashMap<>();
    private final Receipts receipts = new Receipts();
    private final Notes notes = new Notes();
    /** The one that is on. */
    private int rehearsal = 1;
    private boolean real;

    private record Sum(String campaign, CurrencyUnit currency, int rehearsal) {
    }

    void replay(Line line) {
        if (line.desk() != null) {
            desk(line);
        } else if (line.pledge() != null) {
            add(line.pledge());
        } else if (line.change() != null) {
            news(line.change()).ifPresent(after -> add(line.change(), after));
        } else if (line.receipt() != null) {
            receipts.take(line.receipt());
        } else if (line.issued() != null) {
            receipts.take(line.issued());
        } else {
            rehearse(line.rehearsal());
        }
    }

    void rehearse(Line.Rehearsal line) {
        rehearsal += line.ended() == null ? 0 : 1;
        real |= line.real() != null;
    }

    /** What visitors see: real money (0) once there is any, else the tests of the last rehearsal. */
    int shown() {
        return real ? 0 : rehearsal;
    }

    /** What somebody of the charity did; with the entry that it made last, if any. */
    Optional<Entry> desk(Line line) {
        Optional<Entry> made = Optional.empty();
        if (line.pledge() != null) {
            add(line.pledge(), Cause.ENTERED);
            made = Optional.of(add(line.change(), news(line.change()).orElseThrow()));
        } else if (line.desk().donor() != null) {
            made = Optional.of(amend(line.desk()));
        }
        notes.take(line.desk(), made.map(Entry::sequence).orElse(0L));
        return made;
    }

    private Entry amend(Line.Desk desk) {
        UUID id = desk.donation();
        Donation after = donations.get(id).by(desk.donor(), desk.remark().at());
        Entry entry = append(after, Money.zero(after.pledge().amount().getCurrencyUnit()), 0, desk.cause());
        donations.put(id, after.at(entry.sequence()));
        receipts.follow(after);
        return entry;
    }

    Notes notes() {
        return notes;
    }

    Donation add(Pledge pledge) {
        return add(pledge, Cause.FORM);
    }

    private Donation add(Pledge pledge, Cause cause) {
        Money nothing = Money.zero(pledge.amount().getCurrencyUnit());
        var donation = new Donation(pledge, DonationState.PLEDGED, null, nothing, nothing, null, pledge.at(), 0,
                pledge.test() ? rehearsal : 0);
        byKey.put(pledge.key(), pledge.id());
        Entry entry = append(donation, nothing, 0, cause);
        donations.put(pledge.id(), donation.at(entry.sequence()));
        return donations.get(pledge.id());
    }

    /** What the donation is after this change, where it is news. */
    Optional<Donation> news(Change change) {
        return change.appliedTo(donations.get(change.donation()), events.contains(event(change)));
    }

    Entry add(Change change, Donation after) {
        Donation before = donations.get(change.donation());
        if (change.eventId() != null) {
            events.add(event(change));
        }
        if (after.payment() != null) {
            byPayment.putIfAbsent(payment(after.payment().provider(), after.payment().paymentId()), change.donation());
        }
        Entry entry = append(after, after.counted().minus(before.counted()),
                Boolean.compare(after.counted().isPositive(), before.counted().isPositive()), change.cause());
        donations.put(change.donation(), after.at(entry.sequence()));
        receipts.follow(after);
        return entry;
    }

    Receipts receipts() {
        return receipts;
    }

    Optional<Donation> donation(UUID id) {
        return Optional.ofNullable(donations.get(id));
    }

    Optional<Donation> byKey(String key) {
        return Optional.ofNullable(byKey.get(key)).map(donations::get);
    }

    Optional<Donation> byPayment(String provider, String paymentId) {
        return Optional.ofNullable(byPayment.get(payment(provider, paymentId))).map(donations::get);
    }

    List<Entry> entries() {
        return entries;
    }

    NavigableMap<UUID, Donation> donations() {
        return donations;
    }

    Totals totals(String campaign, CurrencyUnit currency) {
        return totals(new Sum(campaign, currency, shown()));
    }

    private Totals totals(Sum sum) {
        return totals.getOrDefault(sum,
                new Totals(sum.campaign(), Money.zero(sum.currency()), 0, Instant.EPOCH, sum.rehearsal()));
    }

    List<Recount> recount() {
        var recounts = new ArrayList<Recount>();
        var sums = new HashSet<Sum>();
        donations.values().forEach(each -> sums.add(sum(each)));
        for (Sum sum : sums) {
            Totals total = totals(sum);
            Money byEntries = Money.zero(sum.currency());
            long entryCount = 0;
            for (Entry each : entries) {
                if (sum.equals(new Sum(each.campaign(), each.raised().getCurrencyUnit(), each.rehearsal()))) {
                    byEntries = byEntries.plus(each.raised());
                    entryCount += each.donations();
                }
            }
            Money byDonations = Money.zero(sum.currency());
            long donationCount = 0;
            for (Donation each : donations.values()) {
                if (sum(each).equals(sum)) {
                    byDonations = byDonations.plus(each.counted());
                    donationCount += each.counted().isPositive() ? 1 : 0;
                }
            }
            recounts.add(new Recount(sum.campaign(), total.raised(), byEntries, byDonations, total.donations(),
                    entryCount, donationCount, sum.rehearsal()));
        }
        return recounts;
    }

    private Entry append(Donation donation, Money raised, int count, Cause cause) {
        Pledge pledge = donation.pledge();
        var entry = new Entry(entries.size() + 1L, pledge.id(), pledge.campaign(), donation.state(), raised, count,
                cause, donation.changed(), donation.rehearsal());
        entries.add(entry);
        if (!raised.isZero() || count != 0) {
            real |= !entry.isTest();
            totals.merge(sum(donation), new Totals(pledge.campaign(), raised, count, entry.at(), entry.rehearsal()),
                    (before, news) -> new Totals(pledge.campaign(), before.raised().plus(news.raised()),
                            before.donations() + news.donations(), news.updated(), news.rehearsal()));
        }
        return entry;
    }

    private static Sum sum(Donation donation) {
        Pledge pledge = donation.pledge();
        return new Sum(pledge.campaign(), pledge.amount().getCurrencyUnit(), donation.rehearsal());
    }

    private static String event(Change change) {
        return (change.payment() == null ? "" : change.payment().provider()) + " " + change.eventId();
    }

    private static String payment(String provider, String paymentId) {
        return provider + " " + paymentId;
    }
}
