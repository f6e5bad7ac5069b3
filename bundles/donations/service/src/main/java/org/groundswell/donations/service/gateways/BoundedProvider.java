package org.groundswell.donations.service.gateways;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentLimits;
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

/**
 * A provider that may be late: whoever calls it waits for a limited time, donors who do not want it for the shortest.
 * Listing payments and payouts is for no donor and takes as long as it takes.
 */
final class BoundedProvider implements PaymentProvider {
    /** For what it knows by itself; longer than a call is held while its bundle is being replaced. */
    private static final Duration OWN = Duration.ofSeconds(8);
    /** For what it asks its gateway, as {@link PaymentProvider} says. */
    private static final Duration GATEWAY = Duration.ofSeconds(30);

    private final PaymentProvider provider;
    private final KeyRefusals keys;
    private final Duration own;
    private final Duration gateway;
    /** Apart, so that a gateway that hangs takes nothing from what the provider can say without it. */
    private final TimeLimit knowledge;
    private final TimeLimit questions;
    /** Said once: it stays as it is. */
    private volatile String name;

    /** @param name as its service property says */
    BoundedProvider(PaymentProvider provider, String name, KeyRefusals keys) {
        this(provider, name, keys, OWN, GATEWAY);
    }

    BoundedProvider(PaymentProvider provider, String name, KeyRefusals keys, Duration own, Duration gateway) {
        this.provider = provider;
        this.keys = keys;
        this.own = own;
        this.gateway = gateway;
        this.knowledge = new TimeLimit("Payment provider " + name);
        this.questions = new TimeLimit("Payment provider " + name);
    }

    /** To be called now and then. */
    void look() {
        knowledge.look();
        questions.look();
    }

    @Override
    public String name() {
        String known = name;
        if (known == null) {
            known = known(provider::name);
            name = known;
        }
        return known;
    }

    @Override
    public String label(String language) {
        return known(() -> provider.label(language));
    }

    @Override
    public PaymentMode mode() {
        return known(provider::mode);
    }

    @Override
    public boolean signsNotifications() {
        return known(provider::signsNotifications);
    }

    @Override
    public Optional<Duration> clockAhead() {
        return known(provider::clockAhead);
    }

    @Override
    public boolean takes(CurrencyUnit currency, boolean monthly) {
        return known(() -> provider.takes(currency, monthly));
    }

    @Override
    public PaymentLimits limits(CurrencyUnit currency, boolean monthly) {
        return known(() -> provider.limits(currency, monthly));
    }

    @Override
    public void cancel(String paymentId) throws PaymentException {
        asked(() -> {
            provider.cancel(paymentId);
            return null;
        });
    }

    @Override
    public OpenedPayment open(PaymentRequest request) throws PaymentException {
        return asked(true, () -> provider.open(request));
    }

    @Override
    public Optional<PaymentReport> report(String paymentId) throws PaymentException {
        return asked(() -> provider.report(paymentId));
    }

    @Override
    public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
            throws ForgedNotificationException, PaymentException {
        try {
            return questions.<List<PaymentNotification>, Exception>call(gateway,
                    () -> provider.notified(headers, body));
        } catch (OverdueException e) {
            throw new PaymentException(e.getMessage(), e);
        } catch (ForgedNotificationException | PaymentException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void refund(String paymentId, Money amount, String key) throws PaymentException {
        asked(() -> {
            provider.refund(paymentId, amount, key);
            return null;
        });
    }

    @Override
    public PaymentPage payments(Instant since, String cursor) throws PaymentException {
        return watched(false, () -> provider.payments(since, cursor));
    }

    @Override
    public boolean tellsPayouts() {
        return known(provider::tellsPayouts);
    }

    @Override
    public PayoutPage payouts(Instant since, String cursor) throws PaymentException {
        return provider.payouts(since, cursor);
    }

    @Override
    public PayoutLinePage payoutLines(String payoutId, String cursor) throws PaymentException {
        return provider.payoutLines(payoutId, cursor);
    }

    @Override
    public void stop(String subscription) throws PaymentException {
        asked(() -> {
            provider.stop(subscription);
            return null;
        });
    }

    private <T> T known(TimeLimit.Call<T, RuntimeException> call) {
        return knowledge.call(own, call);
    }

    private <T> T asked(TimeLimit.Call<T, PaymentException> call) throws PaymentException {
        return asked(false, call);
    }

    /** Notes whether the key was taken. */
    private <T> T watched(boolean opens, TimeLimit.Call<T, PaymentException> call) throws PaymentException {
        try {
            T answer = call.run();
            keys.taken(name(), opens);
            return answer;
        } catch (KeyRefusedException e) {
            keys.refused(name(), e, opens);
            throw e;
        }
    }

    /** @param opens whether a payment is opened */
    private <T> T asked(boolean opens, TimeLimit.Call<T, PaymentException> call) throws PaymentException {
        try {
            return questions.call(gateway, () -> watched(opens, call));
        } catch (OverdueException e) {
            throw new PaymentException(e.getMessage(), e);
        } catch (RuntimeException e) {
            // A mistake of the provider's, or its bundle is away: for whoever waits it is a gateway that cannot be reached.
            throw new PaymentException("it broke: " + e, e);
        }
    }
}
