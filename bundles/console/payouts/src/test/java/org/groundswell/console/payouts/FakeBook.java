package org.groundswell.console.payouts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.donations.api.payouts.PayoutBook;
import org.groundswell.donations.api.payouts.PayoutList;
import org.groundswell.donations.api.payouts.PayoutSum;
import org.joda.money.Money;

/** One payout, of what a test puts in. */
final class FakeBook implements PayoutBook {
    static final UUID GIFT = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final Instant AT = Instant.parse("2026-11-20T20:00:00Z");
    static final Money NONE = Money.parse("EUR 0");

    final List<KeptLine> lines = new ArrayList<>();
    final Map<String, String> problems = new TreeMap<>();
    String reference = "STRIPE GIFTS";
    Instant asked;
    boolean broken;
    int wanted;

    void line(KeptLine.Kind kind, String amount, String fee, String word, KeptLine.Verdict verdict) {
        boolean ofGift = kind == KeptLine.Kind.GIFT;
        lines.add(new KeptLine(lines.size() + 1, "stripe", "po_1", "txn_" + lines.size(), kind, Money.parse(amount),
                Money.parse(fee), Money.parse(amount), ofGift ? "cs_1" : "", ofGift ? GIFT : null, ofGift ? "flood" : "",
                false, word, AT, verdict));
    }

    private KeptPayout payout() {
        Money amount = lines.stream().map(KeptLine::net).reduce(NONE, Money::plus);
        List<KeptLine> unexplained = lines("stripe", "po_1", true, 0, 1000);
        return new KeptPayout("stripe", "po_1", KeptPayout.State.PAID, amount, AT, LocalDate.of(2026, 11, 24), reference,
                amount.minus(unexplained.stream().map(KeptLine::net).reduce(NONE, Money::plus)), lines.size(),
                unexplained.size(), true);
    }

    @Override
    public PayoutList payouts(String next, int limit) {
        if (broken) {
            throw new LedgerUnavailableException("no file", null);
        }
        if (!next.isEmpty()) {
            throw new IllegalArgumentException("next: there is no such page");
        }
        return new PayoutList(lines.isEmpty() ? List.of() : List.of(payout()), "");
    }

    @Override
    public Optional<KeptPayout> payout(String provider, String id) {
        return id.equals("po_1") ? Optional.of(payout()) : Optional.empty();
    }

    @Override
    public List<KeptLine> lines(String provider, String id, boolean onlyUnexplained, long after, int limit) {
        return lines.stream().filter(each -> each.number() > after
                && !(onlyUnexplained && each.verdict() == KeptLine.Verdict.EXPLAINED)).limit(limit).toList();
    }

    @Override
    public List<KeptLine> lines(YearMonth month, String campaign, long after, int limit) {
        return lines("stripe", "po_1", false, after, limit).stream()
                .filter(each -> campaign == null || campaign.equals(each.campaign())).toList();
    }

    @Override
    public List<PayoutSum> sums(YearMonth month) {
        Money fees = Money.parse("EUR -1.20");
        return List.of(new PayoutSum("", NONE, NONE, NONE, fees, NONE, NONE),
                new PayoutSum("flood", Money.parse("EUR 25"), Money.parse("EUR -5"), NONE, fees, NONE, NONE));
    }

    @Override
    public Optional<Instant> asked() {
        return Optional.ofNullable(asked);
    }

    @Override
    public Map<String, String> problems() {
        return problems;
    }

    @Override
    public void readNow() {
        wanted++;
    }
}
