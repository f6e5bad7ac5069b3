package org.groundswell.donations.service.settlement;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A gateway with a mind of its own: what donors and banks do is random, and so is what the node hears of it. */
final class SimulatedGateway implements PaymentProvider {
    private final String name;
    private final Random random;
    private final Faults faults;
    /** What else the node does while an answer is on its way. */
    private final Consumer<SimulatedGateway> meanwhile;
    /** Payments whose page a donor was sent to; nobody can pay another. */
    private final Set<String> seen = new HashSet<>();
    private final Map<String, PaymentReport> book = new LinkedHashMap<>();
    /** Notifications on their way; the node gets them in any order, twice, or never. */
    private final List<PaymentNotification> underway = new ArrayList<>();
    private final ArrayDeque<PaymentNotification> delivered = new ArrayDeque<>();
    private int events;
    private int lost;

    SimulatedGateway(String name, Random random, Faults faults, Consumer<SimulatedGateway> meanwhile) {
        this.name = name;
        this.meanwhile = meanwhile;
        this.random = random;
        this.faults = faults;
    }

    /** Somebody does something with some payment. */
    void happen() {
        List<PaymentReport> all = book.values().stream().filter(each -> each.renewal()
                || seen.contains(each.paymentId())).toList();
        if (all.isEmpty()) {
            return;
        }
        happen(all.get(random.nextInt(all.size())));
    }

    private void happen(PaymentReport payment) {
        PaymentReport next = switch (payment.status()) {
            case OPEN -> random.nextInt(4) == 0 ? with(payment, PaymentStatus.PENDING) : random.nextInt(3) == 0
                    ? with(payment, List.of(PaymentStatus.FAILED, PaymentStatus.CANCELED, PaymentStatus.EXPIRED)
                            .get(random.nextInt(3))) : with(payment, PaymentStatus.PAID);
            case PENDING -> with(payment, random.nextBoolean() ? PaymentStatus.PAID : PaymentStatus.FAILED);
            case PAID -> moved(payment);
            case DISPUTED -> with(payment, PaymentStatus.PAID);
            // A bank that carries out an order after all, days after it was given up.
            case FAILED, EXPIRED -> random.nextInt(8) == 0 ? with(payment, PaymentStatus.PAID) : payment;
            case CANCELED -> payment;
        };
        change(next);
    }

    private PaymentReport moved(PaymentReport payment) {
        Money left = payment.amount().minus(payment.refunded());
        return switch (random.nextInt(6)) {
            // Some gateways let the costs of a way back be refunded as well.
            case 5 -> random.nextInt(3) == 0 ? payment.withRefunded(payment.amount().plusMinor(200)) : payment;
            case 0 -> payment.withRefunded(payment.amount());
            case 1 -> left.isPositive() ? payment.withRefunded(payment.refunded().plusMinor(1 + random.nextLong(
                    left.getAmountMinorLong()))) : payment;
            // A refund that did not reach the donor.
            case 2 -> payment.withRefunded(Money.zero(CurrencyUnit.EUR));
            case 3 -> with(payment, PaymentStatus.DISPUTED);
            default -> renewed(payment);
        };
    }

    private PaymentReport renewed(PaymentReport payment) {
        if (payment.subscription() == null) {
            return payment;
        }
        return new PaymentReport(name + book.size() + "-" + payment.donation(), payment.donation(),
                PaymentStatus.PAID, payment.amount(), Money.zero(CurrencyUnit.EUR), null, payment.subscription(), true,
                Instant.EPOCH);
    }

    private void change(PaymentReport next) {
        if (next.equals(book.put(next.paymentId(), next))) {
            return;
        }
        if (faults.losesNotifications() && random.nextInt(6) == 0) {
            lost++;
            return;
        }
        var notification = new PaymentNotification("e" + ++events, next.paymentId());
        for (int copies = random.nextBoolean() ? 1 : 1 + random.nextInt(3); copies > 0; copies--) {
            underway.add(notification);
        }
    }

    /** What arrives next, if anything does: any of those underway, or one that was there before. */
    Optional<PaymentNotification> arrival() {
        if (!delivered.isEmpty() && random.nextInt(5) == 0) {
            return Optional.of(delivered.peek());
        }
        if (underway.isEmpty()) {
            return Optional.empty();
        }
        PaymentNotification next = underway.remove(random.nextInt(underway.size()));
        delivered.push(next);
        return Optional.of(next);
    }

    /** The newest of those underway. */
    Optional<PaymentNotification> latest() {
        return underway.isEmpty() ? Optional.empty() : Optional.of(underway.removeLast());
    }

    /** What was not answered well comes again. */
    void notTaken(PaymentNotification notification) {
        underway.add(notification);
    }

    /** What has not arrived yet. */
    List<PaymentNotification> underway() {
        return List.copyOf(underway);
    }

    /** A donor was sent to the payment's page. */
    void show(String checkout) {
        seen.add(checkout);
    }

    boolean hasLostNotifications() {
        return lost > 0;
    }

    List<PaymentReport> book() {
        return List.copyOf(book.values());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String label(String language) {
        return name;
    }

    @Override
    public PaymentMode mode() {
        return PaymentMode.TEST;
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        return true;
    }

    @Override
    public OpenedPayment open(PaymentRequest request) throws PaymentException {
        faults.beforeGateway();
        String id = name + "-" + request.donation();
        book.putIfAbsent(id, new PaymentReport(id, request.donation(), PaymentStatus.OPEN, request.amount(),
                Money.zero(CurrencyUnit.EUR), null, request.monthly() ? "sub-" + request.donation() : null, false,
                Instant.EPOCH));
        faults.afterGateway();
        return new OpenedPayment(id, URI.create(id));
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        faults.beforeGateway();
        PaymentReport now = book.get(paymentId);
        if (now == null || now.status() != PaymentStatus.OPEN) {
            throw new PaymentRefusedException("it cannot be ended");
        }
        change(with(now, PaymentStatus.CANCELED));
        faults.afterGateway();
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        faults.beforeGateway();
        PaymentReport now = book.get(paymentId);
        if (now != null && seen.contains(paymentId) && faults.happens(15)) {
            // While the answer is on its way, the payment moves on, and the node hears of it.
            happen(now);
            meanwhile.accept(this);
        }
        faults.afterGateway();
        return Optional.ofNullable(now);
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void refund(String paymentId, Money amount, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        faults.beforeGateway();
        List<PaymentReport> all = book();
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + 3);
        return new PaymentPage(all.subList(from, to), to < all.size() ? String.valueOf(to) : null, Instant.EPOCH);
    }

    @Override
    public void stop(String subscription) {
        throw new UnsupportedOperationException();
    }

    private static PaymentReport with(PaymentReport payment, PaymentStatus status) {
        return new PaymentReport(payment.paymentId(), payment.donation(), status, payment.amount(),
                payment.refunded(), payment.fee(), payment.subscription(), payment.renewal(), payment.at());
    }

}
