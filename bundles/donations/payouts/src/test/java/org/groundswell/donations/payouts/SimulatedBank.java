package org.groundswell.donations.payouts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLine.Kind;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.payouts.PayoutGateways;
import org.joda.money.Money;

/** A gateway that pays out what has moved, and tells it badly. */
final class SimulatedBank implements PayoutGateways {
    private static final int PAGE = 3;

    private final Random random;
    private final List<PayoutLine> open = new ArrayList<>();
    private final Map<String, Payout> payouts = new LinkedHashMap<>();
    private final Map<String, List<PayoutLine>> lines = new LinkedHashMap<>();
    /** Lines that belong to no gift, and that nothing will ever explain. */
    private final Set<String> strange = new HashSet<>();
    /** Lines that are told later than the payout that they are in. */
    private final Set<String> withheld = new HashSet<>();
    private boolean behaves;
    private int number;

    SimulatedBank(Random random) {
        this.random = random;
    }

    void moved(Kind kind, long amount, UUID gift) {
        long fee = kind == Kind.GIFT ? 25 + amount * 15 / 1000 : kind == Kind.DISPUTE && amount < 0 ? 2000 : 0;
        // Some gateways name the payment, some the donation, some both.
        int names = random.nextInt(3);
        add(kind, amount, fee, names == 0 ? null : "pay-" + gift, names == 1 ? null : gift);
    }

    /** Something that belongs to no gift. */
    void other() {
        switch (random.nextInt(3)) {
            case 0 -> add(Kind.FEE, -1 - random.nextInt(500), 0, null, null);
            case 1 -> strange.add(add(Kind.CORRECTION, random.nextInt(2000) - 1000, 0, null, null));
            default -> strange.add(add(Kind.GIFT, 100 + random.nextInt(900), 30, "pay-of-somebody-else", null));
        }
    }

    private String add(Kind kind, long amount, long fee, String about, UUID donation) {
        Money moved = SimulatedEvening.euros(amount);
        var line = new PayoutLine("l" + ++number, kind, moved, SimulatedEvening.euros(fee), moved, about, donation, "word",
                ModelGateways.DAY.plusSeconds(number));
        open.add(line);
        return line.id();
    }

    void payOut(Instant now) {
        if (open.isEmpty()) {
            return;
        }
        String id = "po" + ++number;
        long amount = open.stream().mapToLong(each -> each.net().getAmountMinorLong()).sum();
        boolean fails = !behaves && random.nextInt(10) == 0;
        var status = fails ? Payout.Status.FAILED : Payout.Status.PAID;
        payouts.put(id, new Payout(id, status, SimulatedEvening.euros(amount), now,
                now.atOffset(ZoneOffset.UTC).toLocalDate(), ""));
        lines.put(id, new ArrayList<>(open));
        open.stream().filter(_ -> !behaves && random.nextInt(6) == 0).forEach(each -> withheld.add(each.id()));
        open.clear();
        if (fails) {
            add(Kind.RETURNED, amount, 0, id, null);
        }
    }

    /** Some of what was held back is told now. */
    void misbehave() {
        withheld.removeIf(_ -> random.nextBoolean());
    }

    /** From now on nothing is lost and everything is told. */
    void mend() {
        behaves = true;
        withheld.clear();
    }

    int count() {
        return payouts.size();
    }

    Set<String> lines() {
        return lines.values().stream().flatMap(List::stream).map(PayoutLine::id).collect(Collectors.toSet());
    }

    Set<String> strange() {
        return strange;
    }

    @Override
    public List<String> names() {
        return List.of(SimulatedBooks.PROVIDER);
    }

    @Override
    public PayoutPage payouts(String provider, Instant since, String cursor) throws PaymentException {
        lose();
        List<Payout> all = new ArrayList<>(payouts.values()).reversed();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + PAGE);
        return new PayoutPage(all.subList(from, to), List.of(), to < all.size() ? String.valueOf(to) : null);
    }

    @Override
    public PayoutLinePage lines(String provider, String payoutId, String cursor) throws PaymentException {
        lose();
        List<PayoutLine> told = lines.get(payoutId).stream().filter(each -> !withheld.contains(each.id())).toList();
        int from = cursor == null ? 0 : Math.min(told.size(), Integer.parseInt(cursor));
        int to = Math.min(told.size(), from + PAGE);
        var page = new ArrayList<>(told.subList(from, to));
        if (!behaves && !told.isEmpty() && random.nextInt(3) == 0) {
            page.add(told.get(random.nextInt(told.size())));
        }
        return new PayoutLinePage(page, List.of(), to < told.size() ? String.valueOf(to) : null);
    }

    /** An answer that never arrives. */
    private void lose() throws PaymentException {
        if (!behaves && random.nextInt(8) == 0) {
            throw new PaymentException("no answer");
        }
    }
}
