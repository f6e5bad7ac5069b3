package org.groundswell.itests;

/** The source of a gateway bundle that is asked to open payments and knows of none. */
final class TestGateway {
    private static final String SOURCE = """
            package org.example.%1$s;

            import java.net.URI;
            import java.time.Instant;
            import java.util.List;
            import java.util.Map;
            import java.util.Optional;
            import org.groundswell.kernel.api.ports.Port;
            import org.groundswell.payments.api.*;
            import org.joda.money.CurrencyUnit;
            import org.joda.money.Money;
            import org.osgi.service.component.annotations.Component;

            @Port(port = "payments.%1$s")
            @Component(property = {PaymentProvider.NAME + "=%1$s", "org.groundswell.form.origin=https://pay.%1$s.example"})
            public class Gateway implements PaymentProvider {
                @Override
                public String name() {
                    return "%1$s";
                }
                @Override
                public String label(String language) {
                    return "Example %1$s " + language;
                }
                @Override
                public OpenedPayment open(PaymentRequest request) {
                    %2$s
                }
                @Override
                public PaymentMode mode() {
                    return PaymentMode.TEST;
                }
                @Override
                public boolean takes(CurrencyUnit currency, boolean monthly) {
                    return !monthly;
                }
                @Override
                public Optional<PaymentReport> report(String paymentId) throws PaymentException {
                    throw new PaymentException("closed");
                }
                @Override
                public List<PaymentNotification> notified(Map<String, String> headers, byte[] body) {
                    return List.of();
                }
                @Override
                public void refund(String paymentId, Money amount, String key) throws PaymentException {
                    throw new PaymentException("closed");
                }
                @Override
                public PaymentPage payments(Instant since, String cursor) throws PaymentException {
                    throw new PaymentException("closed");
                }
                @Override
                public void stop(String subscription) throws PaymentException {
                    throw new PaymentException("closed");
                }
            }
            """;

    private TestGateway() {
    }

    /**
     * A bundle {@code org.example.NAME}, offered to donors as "Example NAME".
     *
     * @param open what happens where a payment is opened, with the {@code request} at hand
     */
    static String source(String name, String open) {
        return SOURCE.formatted(name, open);
    }
}
