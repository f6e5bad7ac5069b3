package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox as the platform sees it. */
@Port(port = "payments.sandbox")
@Component(property = {PaymentProvider.NAME + "=" + SandboxProvider.SANDBOX, "service.ranking:Integer=-1000"})
public final class SandboxProvider implements PaymentProvider {
    static final String SANDBOX = "sandbox";
    private static final Logger LOG = LoggerFactory.getLogger(SandboxProvider.class);

    private final Gateway gateway;
    private final Gson gson = new Gson();

    @Activate
    public SandboxProvider(@Reference(policyOption = ReferencePolicyOption.GREEDY) Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String name() {
        return SANDBOX;
    }

    @Override
    public String label(String language) {
        return Texts.of(language).getString("label");
    }

    @Override
    public PaymentMode mode() {
        return PaymentMode.TEST;
    }

    @Override
    public boolean signsNotifications() {
        return true;
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        return true;
    }

    @Override
    public OpenedPayment open(PaymentRequest request) throws PaymentException {
        String id = gateway.open(request).id();
        return new OpenedPayment(id, gateway.checkout(id));
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        return gateway.find(paymentId).map(SandboxPayment::report);
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        gateway.cancel(paymentId);
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException, PaymentException {
        gateway.verify(headers.get(NotificationSignature.HEADER), body);
        try {
            Delivery delivery = gson.fromJson(new String(body, StandardCharsets.UTF_8), Delivery.class);
            if (delivery != null && delivery.payment() != null && delivery.payment().id() != null) {
                return List.of(new PaymentNotification(delivery.eventId(), delivery.payment().id()));
            }
        } catch (JsonParseException e) {
            LOG.debug("What came as a notification cannot be read", e);
        }
        throw new ForgedNotificationException("The body is signed but is no notification");
    }

    @Override
    public void refund(String paymentId, Money amount, String key) throws PaymentException {
        gateway.refund(paymentId, amount.getAmountMinorLong(), key);
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        Gateway.Payments page = gateway.payments(since, cursor);
        return new PaymentPage(page.payments().stream().map(SandboxPayment::report).toList(), page.next(),
                Instant.ofEpochMilli(page.completeMillis()));
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        gateway.stop(subscription);
    }

    @Override
    public boolean tellsPayouts() {
        return true;
    }

    @Override
    public PayoutPage payouts(Instant since, String cursor) throws PaymentException {
        Gateway.Payouts page = gateway.payouts(since, cursor);
        return new PayoutPage(page.payouts().stream().map(SandboxPayout.Head::told).toList(), List.of(), page.next());
    }

    @Override
    public PayoutLinePage payoutLines(String payoutId, String cursor) throws PaymentException {
        Gateway.Lines page = gateway.payoutLines(payoutId, cursor);
        return new PayoutLinePage(page.payout().lines().stream().map(page.payout()::line).toList(), List.of(), page.next());
    }
}
