package org.groundswell.payments.sandbox;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.sandbox.Journal.Line;

/** The gateway's own payments and the notifications it still owes. Thread-safe. */
final class SandboxBook implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration OPEN_FOR = Duration.ofHours(24);
    /** A test gateway is read anew at each swap: old decisions must not make that slow. */
    private static final int DECIDED_KEPT = 300;
    private static final int OPEN_KEPT = 20_000;
    private static final int OWED_AT_MOST = 10_000;

    private final Journal journal;
    private final Clock clock;
    private final Map<String, SandboxPayment> payments = new ConcurrentHashMap<>();
    private final Map<UUID, String> byDonation = new ConcurrentHashMap<>();
    private final Map<String, Delivery> owed = new ConcurrentHashMap<>();
    private volatile Instant complete = Instant.EPOCH;

    SandboxBook(Path file, Clock clock) throws IOException {
        this.journal = new Journal(file, this::all, this::forgetOld);
        this.clock = clock;
        journal.open(this::read);
        forgetOld();
    }

    /** Opens a payment; the same donation gets the same payment. */
    SandboxPayment open(PaymentRequest request) {
        return payments.get(byDonation.computeIfAbsent(request.donation(), _ -> record(
                SandboxPayment.opened("sb_" + UuidCreator.getTimeOrderedEpoch(), request, clock.millis())).id()));
    }

    Optional<SandboxPayment> find(String id) {
        return Optional.ofNullable(payments.get(id)).map(this::expired);
    }

    private SandboxPayment expired(SandboxPayment payment) {
        boolean over = payment.status() == PaymentStatus.OPEN && clock.instant().minus(OPEN_FOR).toEpochMilli()
                > payment.changedMillis();
        return over ? decide(payment, PaymentStatus.EXPIRED) : payment;
    }

    List<SandboxPayment> since(Instant since) {
        return payments.values().stream().filter(payment -> payment.changedMillis() >= since.toEpochMilli()).toList();
    }

    /** Since when nothing was forgotten. */
    Instant complete() {
        return complete;
    }

    /** What the donor decides; a decision that cannot follow leaves the payment as it is. */
    synchronized SandboxPayment decide(SandboxPayment payment, PaymentStatus next) {
        SandboxPayment now = payments.getOrDefault(payment.id(), payment);
        return now.isOpen() && now.status() != next ? record(now.with(next, 0, clock.millis())) : now;
    }

    /** Gives back some of a paid payment, at most what is left. */
    synchronized SandboxPayment refund(SandboxPayment payment, long minor) {
        SandboxPayment now = payments.getOrDefault(payment.id(), payment);
        long refunded = Math.min(now.amountMinor(), now.refundedMinor() + minor);
        boolean possible = now.status() == PaymentStatus.PAID && refunded > now.refundedMinor();
        return possible ? record(now.with(PaymentStatus.PAID, refunded, clock.millis())) : now;
    }

    /**
     * Gives back just so much, once for each key. The key is part of the payment: whoever asks again after the gateway
     * has died in between is told what is in the book, and gets what is not.
     *
     * @throws PaymentException if so much of it cannot be given back
     */
    synchronized SandboxPayment refund(SandboxPayment payment, long minor, String key) throws PaymentException {
        SandboxPayment now = payments.getOrDefault(payment.id(), payment);
        if (now.refundKeys().contains(key)) {
            return now;
        }
        if (now.status() != PaymentStatus.PAID || minor > now.amountMinor() - now.refundedMinor()) {
            throw new PaymentException("Payment " + now.id() + " is " + now.status() + ": " + minor
                    + " is more than what can be given back of it");
        }
        return record(now.refunded(minor, key, clock.millis()));
    }

    /** The last refund did not reach the donor: the money is back at the gateway. */
    synchronized SandboxPayment failRefund(SandboxPayment payment) {
        SandboxPayment now = payments.getOrDefault(payment.id(), payment);
        return now.lastRefundMinor() == 0 ? now
                : record(now.with(now.status(), now.refundedMinor() - now.lastRefundMinor(), clock.millis()));
    }

    /** The donor's bank takes the money back, or has to give it again. */
    synchronized SandboxPayment dispute(SandboxPayment payment, boolean won) {
        SandboxPayment now = payments.getOrDefault(payment.id(), payment);
        PaymentStatus before = won ? PaymentStatus.DISPUTED : PaymentStatus.PAID;
        return now.status() != before ? now : record(now.with(won ? PaymentStatus.PAID : PaymentStatus.DISPUTED,
                now.refundedMinor(), clock.millis()));
    }

    /** Another month of the gift that began with this payment; nothing once it was stopped. */
    synchronized Optional<SandboxPayment> renew(SandboxPayment first) {
        return find(first.id()).filter(SandboxPayment::isRunning)
                .map(running -> record(running.renewed("sb_" + UUID.randomUUID(), clock.millis())));
    }

    /** No month follows any more; a gift that has ended, or that nobody remembers, stays as it is. */
    synchronized void stop(String subscription) {
        running(subscription).ifPresent(first -> record(first.stoppedNow()));
    }

    /** The payment with which a monthly gift began that has not ended. */
    Optional<SandboxPayment> running(String subscription) {
        return payments.values().stream().filter(each -> each.isRunning() && each.subscription().equals(subscription))
                .findFirst();
    }

    /**
     * Notes that a notification has to be sent, before it is tried.
     *
     * @return whether there is room for it; with so many underway this one is not sent, as on a gateway's bad day
     */
    boolean owe(Delivery delivery) {
        if (owed.size() >= OWED_AT_MOST) {
            return false;
        }
        owed.put(delivery.eventId(), delivery);
        try {
            journal.append(new Line(null, delivery, null));
        } catch (UncheckedIOException e) {
            owed.remove(delivery.eventId());
            throw e;
        }
        return true;
    }

    /**
     * Nothing more is to be sent of it: it was taken, or given up. Where this cannot be written, it is sent once more
     * after a restart, and taken as the same.
     */
    void delivered(Delivery delivery) {
        owed.remove(delivery.eventId());
        journal.append(new Line(null, null, delivery.eventId()));
    }

    Collection<Delivery> owed() {
        return List.copyOf(owed.values());
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    /** In the book first: a journal that is just being written anew takes what it has to say from there. */
    private SandboxPayment record(SandboxPayment payment) {
        SandboxPayment before = payments.put(payment.id(), payment);
        try {
            journal.append(new Line(payment, null, null));
        } catch (UncheckedIOException e) {
            payments.computeIfPresent(payment.id(), (_, _) -> before);
            throw e;
        }
        return payment;
    }

    private void read(Line line) {
        if (line.payment() != null) {
            payments.put(line.payment().id(), line.payment());
            if (!line.payment().renewal()) {
                byDonation.put(line.payment().donation(), line.payment().id());
            }
        }
        if (line.delivery() != null) {
            owed.put(line.delivery().eventId(), line.delivery());
        }
        if (line.delivered() != null) {
            owed.remove(line.delivered());
        }
    }

    private void forgetOld() {
        long oldest = clock.instant().minus(KEPT).toEpochMilli();
        Set<String> awaited = owed.values().stream().map(delivery -> delivery.payment().id())
                .collect(Collectors.toSet());
        Stream<SandboxPayment> old = payments.values().stream().filter(each -> each.changedMillis() < oldest);
        Stream<SandboxPayment> many = Stream.concat(beyond(DECIDED_KEPT, false), beyond(OPEN_KEPT, true));
        Stream.concat(old, many).filter(each -> !awaited.contains(each.id())).toList().forEach(each -> {
            payments.remove(each.id());
            Instant changed = Instant.ofEpochMilli(each.changedMillis() + 1);
            complete = changed.isAfter(complete) ? changed : complete;
        });
        byDonation.values().removeIf(id -> !payments.containsKey(id));
    }

    /** All but the latest so many. */
    private Stream<SandboxPayment> beyond(int kept, boolean open) {
        return payments.values().stream().filter(each -> each.isOpen() == open)
                .sorted(Comparator.comparingLong(SandboxPayment::changedMillis).reversed()).skip(kept);
    }

    private List<Line> all() {
        return Stream.concat(payments.values().stream().map(payment -> new Line(payment, null, null)),
                owed.values().stream().map(delivery -> new Line(null, delivery, null))).toList();
    }
}
