package org.groundswell.donations.payouts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.api.payouts.PayoutGateways;
import org.joda.money.Money;

/** Gateways that say what a test wants, two lines a page. */
final class ModelGateways implements PayoutGateways {
    static final Instant DAY = Instant.parse("2026-11-20T08:00:00Z");
    private static final Money NONE = Money.parse("EUR 0");

    final Map<String, Payout> payouts = new LinkedHashMap<>();
    final Map<String, List<PayoutLine>> lines = new LinkedHashMap<>();
    final Map<String, List<UnreadablePayment>> unreadable = new LinkedHashMap<>();
    /** Payouts whose pages cannot be had. */
    final Set<String> failing = new HashSet<>();
    /** Payouts whose lists never end. */
    final Set<String> endless = new HashSet<>();
    final Set<String> names = new HashSet<>(Set.of("model"));
    /** By cursor. */
    final Map<String, PaymentException> failingAt = new HashMap<>();
    boolean down;
    /** How often a payout was read from its beginning. */
    int begun;
    /** What happens while the list is asked for. */
    Work meanwhile = () -> { };
    int asked;

    /** What may take its time. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /** A payout of all that these lines bring. */
    Payout payout(String id, PayoutLine... made) {
        Money amount = List.of(made).stream().map(PayoutLine::net).reduce(NONE, Money::plus);
        return payout(id, Payout.Status.PAID, amount, made);
    }

    Payout payout(String id, Payout.Status status, Money amount, PayoutLine... made) {
        var payout = new Payout(id, status, amount, DAY, LocalDate.of(2026, 11, 24), "GIFTS " + id);
        payouts.put(id, payout);
        lines.put(id, new ArrayList<>(List.of(made)));
        return payout;
    }

    static PayoutLine line(String id, PayoutLine.Kind kind, String amount, String about, UUID donation) {
        return new PayoutLine(id, kind, Money.parse(amount), Money.parse("EUR 0"), Money.parse(amount), about, donation,
                "word", DAY);
    }

    static PayoutLine gift(UUID donation, String amount, String fee) {
        return new PayoutLine("g-" + donation, PayoutLine.Kind.GIFT, Money.parse(amount), Money.parse(fee),
                Money.parse(amount), "pay-" + donation, null, "charge", DAY);
    }

    @Override
    public List<String> names() {
        return names.stream().sorted().toList();
    }

    @Override
    public PayoutPage payouts(String provider, Instant since, String cursor) throws PaymentException {
        check(provider, "");
        try {
            meanwhile.run();
        } catch (InterruptedException e) {
            throw new PaymentException("interrupted", e);
        }
        return new PayoutPage(new ArrayList<>(payouts.values()).reversed(), unreadable.getOrDefault("", List.of()), null);
    }

    @Override
    public PayoutLinePage lines(String provider, String payoutId, String cursor) throws PaymentException {
        check(provider, payoutId);
        if (failingAt.containsKey(String.valueOf(cursor))) {
            throw failingAt.get(cursor);
        }
        begun += cursor == null ? 1 : 0;
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        List<PayoutLine> all = lines.get(payoutId);
        if (endless.contains(payoutId)) {
            return new PayoutLinePage(all, List.of(), String.valueOf(from + 1));
        }
        int to = Math.min(all.size(), from + 2);
        return new PayoutLinePage(all.subList(from, to), to < all.size() ? List.of()
                : unreadable.getOrDefault(payoutId, List.of()), to < all.size() ? String.valueOf(to) : null);
    }

    private void check(String provider, String payout) throws PaymentException {
        asked++;
        if (provider.equals("broken")) {
            throw new IllegalStateException("it broke");
        }
        if (down || failing.contains(payout)) {
            throw new PaymentException("status 503");
        }
    }
}
