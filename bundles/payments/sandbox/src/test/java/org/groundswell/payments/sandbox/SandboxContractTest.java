package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import java.lang.annotation.Annotation;
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
    private final Switches switches = new Switches();
    private final Control control = new Control();
    private Sandbox sandbox;
    private SandboxProvider provider;
    private Duration later = Duration.ZERO;

    @Before
    public void start() throws Exception {
        sandbox = new Sandbox(folder.getRoot().toPath(), switches, new Clock() {
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
        });
        provider = new SandboxProvider(sandbox);
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

    /** The sandbox's settings; sends nothing by itself. */
    private static final class Switches implements Sandbox.Config {
        private boolean down;

        @Override
        public String folder() {
            return "";
        }

        @Override
        public boolean down() {
            return down;
        }

        @Override
        public int slowMillis() {
            return 0;
        }

        @Override
        public int lateMillis() {
            return 0;
        }

        @Override
        public boolean twice() {
            return false;
        }

        @Override
        public boolean outOfOrder() {
            return false;
        }

        @Override
        public boolean never() {
            return true;
        }

        @Override
        public int payoutMinutes() {
            return 0;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Sandbox.Config.class;
        }
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
                return (int) sandbox.list(Instant.EPOCH).payments().stream()
                        .filter(each -> each.donation().toString().equals(donation)).count();
            } catch (PaymentException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void down(boolean broken) {
            switches.down = broken;
        }

        @Override
        public void stumble(int times) {
            // There is no network between the sandbox and its provider that could stumble.
        }
    }
}
