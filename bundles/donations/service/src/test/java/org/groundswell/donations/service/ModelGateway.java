package org.groundswell.donations.service;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;

/** A gateway that does as it is told. */
final class ModelGateway implements PaymentProvider {
    final Map<UUID, PaymentRequest> opened = new HashMap<>();
    PaymentStatus status = PaymentStatus.OPEN;
    boolean down;

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String label(String language) {
        return "Model";
    }

    @Override
    public synchronized OpenedPayment open(PaymentRequest request) throws PaymentException {
        if (down) {
            throw new PaymentException("down");
        }
        opened.put(request.donation(), request);
        return new OpenedPayment("pay-" + request.donation(), URI.create("/pay/" + request.donation()));
    }

    @Override
    public PaymentReport report(String paymentId) throws PaymentException {
        if (down) {
            throw new PaymentException("down");
        }
        UUID donation = UUID.fromString(paymentId.substring("pay-".length()));
        return report(null, donation, status, "EUR 0");
    }

    @Override
    public List<PaymentReport> notified(Map<String, String> headers, byte[] body) {
        return List.of();
    }

    PaymentReport report(String eventId, UUID donation, PaymentStatus reported, String refunded) {
        return new PaymentReport(eventId, "pay-" + donation, donation, reported, opened.get(donation).amount(),
                Money.parse(refunded), Instant.now());
    }
}
