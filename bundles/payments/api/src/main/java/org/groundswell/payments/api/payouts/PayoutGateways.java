package org.groundswell.payments.api.payouts;

import java.time.Instant;
import java.util.List;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The gateways that say what they pay out, as far as this node may speak to them: one that fails again and again, or that
 * donors are being kept from, is left alone for a while. Thread-safe. Calls take as long as the gateway does.
 */
@ProviderType
public interface PayoutGateways {

    /** The names of those that can say it now. */
    List<String> names();

    /**
     * As {@link PaymentProvider#payouts}.
     *
     * @throws PaymentException as there, or because the gateway is left alone or is not there
     */
    PayoutPage payouts(String provider, Instant since, String cursor) throws PaymentException;

    /**
     * As {@link PaymentProvider#payoutLines}.
     *
     * @throws PaymentException as there, or because the gateway is left alone or is not there
     */
    PayoutLinePage lines(String provider, String payoutId, String cursor) throws PaymentException;
}
