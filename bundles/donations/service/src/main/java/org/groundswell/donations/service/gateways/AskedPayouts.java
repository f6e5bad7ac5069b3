package org.groundswell.donations.service.gateways;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.payouts.PayoutGateways;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks gateways about payouts, for whoever explains them. What fails here (a key that may not see payouts, say) is
 * remembered apart: it is no reason to offer donors another gateway.
 */
@Port(port = "donations.payout-gateways")
@Component(service = PayoutGateways.class)
public final class AskedPayouts implements PayoutGateways {
    private final Providers providers;
    private final Availability availability = new Availability(Clock.systemUTC());

    @Activate
    public AskedPayouts(@Reference Providers providers) {
        this.providers = providers;
    }

    @Override
    public List<String> names() {
        return providers.all().stream().filter(AskedPayouts::tells).map(PaymentProvider::name).toList();
    }

    @Override
    public PayoutPage payouts(String provider, Instant since, String cursor) throws PaymentException {
        return asked(provider, each -> each.payouts(since, cursor));
    }

    @Override
    public PayoutLinePage lines(String provider, String payoutId, String cursor) throws PaymentException {
        return asked(provider, each -> each.payoutLines(payoutId, cursor));
    }

    /** A question to a provider. */
    @FunctionalInterface
    private interface Question<T> {
        T of(PaymentProvider provider) throws PaymentException;
    }

    private <T> T asked(String name, Question<T> question) throws PaymentException {
        PaymentProvider provider = providers.named(name)
                .orElseThrow(() -> new PaymentException(name + " is not there now"));
        if (providers.availability().isLeftAlone(name)) {
            throw new PaymentException(name + " is left alone for a while, payments with it failed too often");
        }
        return availability.asked(name, () -> question.of(provider));
    }

    /** One that cannot even say so takes no other along. */
    private static boolean tells(PaymentProvider provider) {
        try {
            return provider.tellsPayouts();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
