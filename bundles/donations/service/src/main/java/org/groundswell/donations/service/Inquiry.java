package org.groundswell.donations.service;

import org.groundswell.donations.api.Donation;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the gateway how a payment stands, where no notification has told us, and records the answer. */
@Component(service = Inquiry.class)
public final class Inquiry {
    private final Providers providers;
    private final Settlement settlement;

    @Activate
    public Inquiry(@Reference Providers providers, @Reference Settlement settlement) {
        this.providers = providers;
        this.settlement = settlement;
    }

    /**
     * @param cause what the ledger shall say about where the answer came from
     * @return the donation as it stands afterwards; unchanged where no payment was opened yet
     * @throws PaymentException if the payment's provider is not there or cannot be reached
     */
    Donation ask(Donation donation, String cause) throws PaymentException {
        var payment = donation.payment();
        if (payment == null) {
            return donation;
        }
        PaymentProvider provider = providers.named(payment.provider()).orElseThrow(
                () -> new PaymentException("provider " + payment.provider() + " is not there to be asked"));
        return settlement.settle(provider, payment.paymentId(), null, cause).orElse(donation);
    }
}
