package org.groundswell.donations.service.settlement;

import java.util.Optional;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;

/** Asks the gateway how a payment stands, where no notification has told us, and records the answer. */
@Component(service = Inquiry.class)
public final class Inquiry {
    private final Providers providers;
    private final Settlement settlement;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(Inquiry.class));

    @Activate
    public Inquiry(@Reference Providers providers, @Reference Settlement settlement) {
        this.providers = providers;
        this.settlement = settlement;
    }

    /**
     * @param cause what the ledger shall say about where the answer came from
     * @return the donation as it stands afterwards; unchanged where no payment was opened yet
     * @throws PaymentException if the payment's provider is not there, is left alone for a while or cannot be reached
     */
    public Donation ask(Donation donation, Cause cause) throws PaymentException {
        var payment = donation.payment();
        if (payment == null) {
            return donation;
        }
        PaymentProvider provider = providers.named(payment.provider()).orElseThrow(
                () -> new PaymentException("provider " + payment.provider() + " is not there to be asked"));
        return settle(provider, payment.paymentId(), null, cause).orElse(donation);
    }

    /** As {@link #ask}, for a donor who looks: where the gateway cannot be asked the donation stays as it is for now. */
    public Donation look(Donation donation) {
        try {
            return donation.state().isOpen() ? ask(donation, Cause.RETURN) : donation;
        } catch (PaymentException e) {
            log.warn("Donation {} stays as it is for now: {}", donation.pledge().id(), e.getMessage());
            return donation;
        }
    }

    /** As {@link Settlement#settle}, but a gateway that is known to be away is not asked. */
    Optional<Donation> settle(PaymentProvider provider, String paymentId, String eventId, Cause cause)
            throws PaymentException {
        return providers.availability().asked(provider.name(),
                () -> settlement.settle(provider, paymentId, eventId, cause));
    }

    /** How a payment stands; a gateway that is known to be away is not asked. */
    Optional<PaymentReport> report(PaymentProvider provider, String paymentId) throws PaymentException {
        return providers.availability().asked(provider.name(), () -> provider.report(paymentId));
    }

    /** Whether this donation's gateway is left alone for a while. */
    boolean isInVain(Donation donation) {
        return donation.payment() != null && providers.availability().isLeftAlone(donation.payment().provider());
    }
}
