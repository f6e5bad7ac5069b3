package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.contract.GatewayControl;
import org.groundswell.payments.contract.ProviderContract;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

public class SandboxContractTest extends ProviderContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(later);
        }
    };
    private final Control control = new Control();
    private volatile boolean down;
    private volatile Duration later = Duration.ZERO;
    private Sandbox sandbox;
    private SandboxProvider provider;

    @Before
    public void start() throws Exception {
        // Sends nothing by itself.
        sandbox = new Sandbox(folder.getRoot().toPath(), () -> new Habits(down, 0, 0, false, false, true, 0), clock);
        provider = new SandboxProvider(asked(sandbox, clock));
    }

    /** As the provider asks it. */
    Gateway asked(Sandbox asked, Clock asker) throws Exception {
        return new OwnGateway(asked);
    }

    @After
    public void stop() throws Exception {
        sandbox.close();
    }

    @Override
    protected PaymentProvider provider() {
        return provider;
    }

    @Override
    protected GatewayControl gateway() {
        return control;
    }

    @Override
    protected boolean signsNotifications() {
        return true;
    }

    private final class Control implements GatewayControl {
        private SandboxPayment payment(String id) {
            return sandbox.find(id).orElseThrow();
        }

        @Override
        public void pay(String paymentId) {
            sandbox.decide(payment(paymentId), PaymentStatus.PAID);
        }

        @Override
        public void order(String paymentId) {
            sandbox.decide(payment(paymentId), PaymentStatus.PENDING);
        }

        @Override
        public void settle(String paymentId, boolean succeeds) {
            sandbox.decide(payment(paymentId), succeeds ? PaymentStatus.PAID : PaymentStatus.FAILED);
        }

        @Override
        public void expire(String paymentId) {
            later = later.plus(Duration.ofHours(25));
        }

        @Override
        public void refund(String paymentId, Money amount) {
            sandbox.refund(payment(paymentId), amount.getAmountMinorLong());
        }

        @Override
        public void failRefund(String paymentId) {
            sandbox.failRefund(payment(paymentId));
        }

        @Override
        public void dispute(String paymentId) {
            sandbox.dispute(payment(paymentId), false);
        }

        @Override
        public void winDispute(String paymentId) {
            sandbox.dispute(payment(paymentId), true);
        }

        @Override
        public String renew(String paymentId) {
            return sandbox.renew(payment(paymentId)).orElseThrow().id();
        }

        @Override
        public boolean isRunning(String subscription) {
            return sandbox.isRunning(subscription);
        }

        @Override
        public Sent notification(String paymentId) {
            byte[] body = new Gson().toJson(Delivery.of(payment(paymentId))).getBytes(StandardCharsets.UTF_8);
            return new Sent(Map.of(NotificationSignature.HEADER, sandbox.signature().sign(body)), body);
        }

        @Override
        public Optional<String> payOut() {
            try {
                return Optional.of(provider.payouts(Instant.EPOCH, null).payouts().getFirst().id());
            } catch (PaymentException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int paymentsFor(String donation) {
            try {
                return (int) sandbox.list(Instant.EPOCH).stream()
                        .filter(each -> each.donation().toString().equals(donation)).count();
            } catch (PaymentException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void down(boolean broken) {
            down = broken;
        }

        @Override
        public void stumble(int times) {
            // There is no network between the sandbox and its provider that could stumble.
        }
    }
}
