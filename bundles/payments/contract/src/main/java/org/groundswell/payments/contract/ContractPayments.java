package org.groundswell.payments.contract;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.Money;

/** The payments that a contract opens, and what it asks about them. */
abstract class ContractPayments {
    static final Money AMOUNT = Money.parse("EUR 25.00");
    private static final URI BACK = URI.create("https://give.example/payments/x/return?donation=1");
    private static final URI WEBHOOK = URI.create("https://give.example/payments/x/webhook");

    /** The provider under test, the same within one test. */
    protected abstract PaymentProvider provider();

    /** Its gateway. */
    protected abstract GatewayControl gateway();

    /** A payment that somebody has opened. */
    protected final OpenedPayment open(UUID donation) throws PaymentException {
        return provider().open(request(donation, false));
    }

    static PaymentRequest request(UUID donation, boolean monthly) {
        return new PaymentRequest(donation, AMOUNT, monthly, "donor@example.org", "Appeal for the flood", "en", BACK,
                WEBHOOK);
    }

    final OpenedPayment paid() throws PaymentException {
        OpenedPayment opened = open(UUID.randomUUID());
        gateway().pay(opened.paymentId());
        return opened;
    }

    final PaymentReport report(OpenedPayment opened) throws PaymentException {
        return provider().report(opened.paymentId()).orElseThrow();
    }

    final PaymentStatus status(OpenedPayment opened) throws PaymentException {
        return report(opened).status();
    }

    final List<PaymentReport> all() throws PaymentException {
        var all = new ArrayList<PaymentReport>();
        String cursor = null;
        do {
            PaymentPage page = provider().payments(Instant.now().minusSeconds(60), cursor);
            all.addAll(page.payments());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    final void list(Set<String> listed, List<UnreadablePayment> unreadable) throws PaymentException {
        Instant since = Instant.now().minusSeconds(60);
        String cursor = null;
        do {
            PaymentPage page = provider().payments(since, cursor);
            page.payments().forEach(each -> listed.add(each.paymentId()));
            unreadable.addAll(page.unreadable());
            cursor = page.next();
        } while (cursor != null);
    }
}
