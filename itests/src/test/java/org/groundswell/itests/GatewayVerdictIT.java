package org.groundswell.itests;

import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A gateway is judged by the one call that every gift needs, however well it answers the others. */
public class GatewayVerdictIT {
    private static final String TILL = "org.example.till";
    private static final String SOURCE = """
            package org.example.till;

            import java.time.Instant;
            import java.util.List;
            import java.util.Map;
            import java.util.Optional;
            import org.groundswell.kernel.api.ports.Port;
            import org.groundswell.payments.api.*;
            import org.joda.money.CurrencyUnit;
            import org.joda.money.Money;
            import org.osgi.service.component.annotations.Component;

            @Port(port = "payments.till")
            @Component(property = PaymentProvider.NAME + "=till")
            public class Till implements PaymentProvider {
                @Override
                public String name() {
                    return "till";
                }
                @Override
                public String label(String language) {
                    return "Till";
                }
                @Override
                public OpenedPayment open(PaymentRequest request) {
                    throw new IllegalStateException("the drawer is stuck");
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

    /** It is on trial for as long as donors of a slow machine need. */
    @ClassRule
    public static final SharedNode NODE = new SharedNode("gateway-verdict",
            Map.of("org.groundswell.kernel.keeper", List.of("probationMillis = 60000")));
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void oneThatOpensNoPaymentGoesBack() throws Exception {
        var log = new SwapLog(node);
        Path jar = TestBundle.deploy(node, TestBundle.build(folder.getRoot().toPath(), SOURCE));
        log.await(TILL, "BEGUN");
        Await.until("it is judged", () -> {
            var fields = new HashMap<>(Visitor.donation(visitor.key(), "5", "Refused"));
            fields.put("provider", "till");
            visitor.post("/donations", fields);
            return log.records().stream().anyMatch(each -> List.of("GOOD", "ROLLED_BACK").contains(
                    each.get("outcome").getAsString()));
        });
        String reason = log.reason(TILL, "ROLLED_BACK");
        assertTrue(reason, reason.contains("PaymentProvider.open calls broke"));
        Await.until("it is not offered any more", () -> !visitor.get("/en/donate").body().contains("value=\"till\""));
        assertTrue(visitor.give("5", "Taken", "pay").body().contains("Thank you!"));
        Files.delete(jar);
    }
}
