package org.groundswell.donations.service.giving;

import org.groundswell.donations.api.Donation;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;

/** Ends the payment that a donor does not want to pay: two that are open at once might both be paid. */
@Component(service = Cancellation.class)
public final class Cancellation {
    private final Providers providers;
    private final Inquiry inquiry;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(Cancellation.class));

    @Activate
    public Cancellation(@Reference Providers providers, @Reference Inquiry inquiry) {
        this.providers = providers;
        this.inquiry = inquiry;
    }

    /** @return as it stands afterwards; still open where its gateway cannot end it, or cannot be reached */
    Donation end(Donation donation) {
        var payment = donation.payment();
        if (payment == null || !donation.state().isOpen()) {
            return donation;
        }
        providers.named(payment.provider()).ifPresent(provider -> end(provider, payment.paymentId(), donation));
        return inquiry.look(donation);
    }

    private void end(PaymentProvider provider, String paymentId, Donation donation) {
        try {
            providers.availability().asked(provider.name(), () -> {
                provider.cancel(paymentId);
                return paymentId;
            });
        } catch (PaymentException e) {
            // It may have been paid meanwhile; what holds is what the gateway says when it is asked.
            log.warn("The payment of donation {} was not ended: {}", donation.pledge().id(), e.getMessage());
        }
    }
}
