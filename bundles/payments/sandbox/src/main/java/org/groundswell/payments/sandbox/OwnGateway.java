package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The gateway in this process. */
@Component(service = Gateway.class)
public final class OwnGateway implements Gateway {
    private static final int PAYMENTS = 500;
    private static final int PAYOUTS = 100;
    private static final int LINES = 200;

    private final Sandbox sandbox;

    @Activate
    public OwnGateway(@Reference Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public SandboxPayment open(PaymentRequest request) throws PaymentException {
        return sandbox.open(request);
    }

    @Override
    public URI checkout(String paymentId) {
        return URI.create(CheckoutServlet.PATH + paymentId);
    }

    @Override
    public Optional<SandboxPayment> find(String paymentId) throws PaymentException {
        return sandbox.ask(paymentId);
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        SandboxPayment payment = sandbox.ask(paymentId)
                .orElseThrow(() -> new PaymentRefusedException("The sandbox knows no payment " + paymentId));
        if (sandbox.cancel(payment).status() != PaymentStatus.CANCELED) {
            throw new PaymentRefusedException("payment " + paymentId + " is " + payment.status());
        }
    }

    @Override
    public void refund(String paymentId, long minor, String key) throws PaymentException {
        sandbox.refund(paymentId, minor, key);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        sandbox.stop(subscription);
    }

    /** In the order of their ids, so that what changes meanwhile moves none to a page that was read. */
    @Override
    public Payments payments(Instant since, String cursor) throws PaymentException {
        List<SandboxPayment> following = sandbox.list(since).stream()
                .filter(each -> cursor == null || each.id().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(SandboxPayment::id)).limit(PAYMENTS + 1L).toList();
        List<SandboxPayment> page = following.stream().limit(PAYMENTS).toList();
        return new Payments(page, following.size() > page.size() ? page.getLast().id() : null,
                sandbox.complete().toEpochMilli());
    }

    @Override
    public Payouts payouts(Instant since, String cursor) throws PaymentException {
        try {
            List<SandboxPayout> found = sandbox.payouts().since(since);
            int from = place(cursor);
            List<SandboxPayout.Head> page = found.stream().skip(from).limit(PAYOUTS).map(SandboxPayout::head).toList();
            return new Payouts(page, next(from + page.size(), found.size()));
        } catch (IOException e) {
            throw new PaymentException("The sandbox cannot note a payout: " + e.getMessage(), e);
        }
    }

    @Override
    public Lines payoutLines(String payoutId, String cursor) throws PaymentException {
        SandboxPayout payout = sandbox.payouts().find(payoutId)
                .orElseThrow(() -> new PaymentException("The sandbox knows no payout " + payoutId));
        int from = place(cursor);
        List<SandboxPayout.Moved> page = payout.lines().stream().skip(from).limit(LINES).toList();
        return new Lines(new SandboxPayout(payout.id(), payout.currency(), payout.atMillis(), page),
                next(from + page.size(), payout.lines().size()));
    }

    @Override
    public void verify(String header, byte[] body) throws ForgedNotificationException {
        sandbox.signature().verify(header, body);
    }

    private static String next(int place, int all) {
        return place < all ? String.valueOf(place) : null;
    }

    private static int place(String cursor) throws PaymentException {
        try {
            return cursor == null ? 0 : Integer.parseUnsignedInt(cursor);
        } catch (NumberFormatException e) {
            throw new PaymentException("The sandbox has no page " + cursor, e);
        }
    }
}
