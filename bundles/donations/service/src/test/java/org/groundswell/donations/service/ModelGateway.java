package org.groundswell.donations.service;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.KeyRefusedException;
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
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A gateway that does as it is told. */
public class ModelGateway implements PaymentProvider {
    public final Map<UUID, PaymentRequest> opened = new HashMap<>();
    /** How payments stand, by id. */
    public final Map<String, PaymentReport> book = new HashMap<>();
    public final List<UnreadablePayment> unreadable = new ArrayList<>();
    private final Set<String> refundKeys = new HashSet<>();
    public boolean down;
    /** What it says of our key, always. */
    public KeyRefusedException keyRefused;
    /** Says a final no to every payment. */
    public boolean refusing;
    public PaymentRefusedException.Subject refusedFor = PaymentRefusedException.Subject.PAYMENT;
    /** Cannot end payments. */
    public boolean endless;
    /** The payment at which {@link #breaks} is thrown. */
    public String breaking;
    public Throwable breaks;
    /** What the list says of the next page, always. */
    public String next;
    public int asked;
    /** As its key says. */
    public volatile PaymentMode mode = PaymentMode.TEST;
    private final String name;

    public ModelGateway() {
        this("model");
    }

    public ModelGateway(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String label(String language) {
        return "Model";
    }

    @Override
    public PaymentMode mode() {
        return mode;
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        return true;
    }

    @Override
    public synchronized OpenedPayment open(PaymentRequest request) throws PaymentException {
        check();
        if (refusing) {
            throw new PaymentRefusedException("no", refusedFor);
        }
        String id = "pay-" + request.donation();
        opened.put(request.donation(), request);
        book.putIfAbsent(id, new PaymentReport(id, request.donation(), PaymentStatus.OPEN, request.amount(),
                Instant.now()));
        return new OpenedPayment(id, URI.create("/pay/" + request.donation()));
    }

    @Override
    public synchronized void cancel(String paymentId) throws PaymentException {
        check();
        if (endless || book.get(paymentId).status() != PaymentStatus.OPEN) {
            throw new PaymentRefusedException("it cannot be ended");
        }
        becomes(book.get(paymentId).donation(), PaymentStatus.CANCELED);
    }

    @Override
    public synchronized Optional<PaymentReport> report(String paymentId) throws PaymentException {
        asked++;
        check();
        if (paymentId.equals(breaking)) {
            switch (breaks) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new PaymentException("broken", breaks);
            }
        }
        return Optional.ofNullable(book.get(paymentId));
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException, PaymentException {
        return List.of();
    }

    @Override
    public synchronized void refund(String paymentId, Money amount, String key) throws PaymentException {
        check();
        if (!refundKeys.add(key)) {
            return;
        }
        PaymentReport now = book.get(paymentId);
        book.put(paymentId, now.withRefunded(now.refunded().plus(amount)));
    }

    @Override
    public synchronized PaymentPage payments(Instant since, String cursor) throws PaymentException {
        check();
        return new PaymentPage(List.copyOf(book.values()), unreadable, next, Instant.EPOCH);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        throw new UnsupportedOperationException();
    }

    /** The donor or the bank has decided. */
    public synchronized void becomes(UUID donation, PaymentStatus status) {
        book.computeIfPresent("pay-" + donation, (id, before) -> new PaymentReport(id, donation, status,
                before.amount(), before.at()).withRefunded(before.refunded()));
    }

    private void check() throws PaymentException {
        if (keyRefused != null) {
            throw keyRefused;
        }
        if (down) {
            throw new PaymentException("down");
        }
    }
}
