package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.URI;
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
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox as the platform sees it. */
@Port(port = "payments.sandbox")
@Component(property = {PaymentProvider.NAME + "=" + SandboxProvider.SANDBOX, "service.ranking:Integer=-1000"})
public final class SandboxProvider implements PaymentProvider {
    static final String SANDBOX = "sandbox";
    private static final int PAYOUTS = 100;
    private static final int LINES = 200;
    private static final Logger LOG = LoggerFactory.getLogger(SandboxProvider.class);

    private final Sandbox sandbox;
    private final Gson gson = new Gson();

    @Activate
    public SandboxProvider(@Reference Sandbox sandbox) {
        this.sandbox = sandbox;
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
        String id = sandbox.open(request).id();
        return new OpenedPayment(id, URI.create(CheckoutServlet.PATH + id));
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        return sandbox.ask(paymentId).map(SandboxPayment::report);
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        SandboxPayment payment = sandbox.ask(paymentId)
                .orElseThrow(() -> new PaymentRefusedException("The sandbox knows no payment " + paymentId));
        if (sandbox.decide(payment, PaymentStatus.CANCELED).status() != PaymentStatus.CANCELED) {
            throw new PaymentRefusedException("payment " + paymentId + " is " + payment.status());
        }
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException {
        sandbox.signature().verify(headers.get(NotificationSignature.HEADER), body);
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
        sandbox.refund(paymentId, amount.getAmountMinorLong(), key);
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        return sandbox.list(since);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        sandbox.stop(subscription);
    }

    @Override
    public boolean tellsPayouts() {
        return true;
    }

    @Override
    public PayoutPage payouts(Instant since, String cursor) throws PaymentException {
        try {
            List<SandboxPayout> found = sandbox.payouts().since(since);
            int from = place(cursor);
            List<SandboxPayout> page = found.stream().skip(from).limit(PAYOUTS).toList();
            return new PayoutPage(page.stream().map(SandboxPayout::told).toList(), List.of(),
                    from + page.size() < found.size() ? String.valueOf(from + page.size()) : null);
        } catch (IOException e) {
            throw new PaymentException("The sandbox cannot note a payout: " + e.getMessage(), e);
        }
    }

    @Override
    public PayoutLinePage payoutLines(String payoutId, String cursor) throws PaymentException {
        SandboxPayout payout = sandbox.payouts().find(payoutId)
                .orElseThrow(() -> new PaymentException("The sandbox knows no payout " + payoutId));
        int from = place(cursor);
        List<SandboxPayout.Moved> page = payout.lines().stream().skip(from).limit(LINES).toList();
        return new PayoutLinePage(page.stream().map(payout::line).toList(), List.of(),
                from + page.size() < payout.lines().size() ? String.valueOf(from + page.size()) : null);
    }

    private static int place(String cursor) throws PaymentException {
        try {
            return cursor == null ? 0 : Integer.parseUnsignedInt(cursor);
        } catch (NumberFormatException e) {
            throw new PaymentException("The sandbox has no page " + cursor, e);
        }
    }
}
