package org.groundswell.payments.mollie;

import static org.junit.Assert.assertEquals;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.groundswell.kernel.api.NodeFolder;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.contract.GatewayControl;
import org.groundswell.payments.contract.MollieServer;
import org.groundswell.payments.contract.ProviderContract;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MollieContractTest extends ProviderContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final MollieServer mollie = new MollieServer("test_key_1");
    private MollieProvider provider;

    @Before
    public void start() throws Exception {
        Path node = folder.getRoot().toPath();
        Files.writeString(node.resolve("key"), "test_key_1\n");
        provider = new MollieProvider(new NodeFolder(node), new TestConfig("file:key", mollie.base(), 5_000),
                Clock.systemUTC());
    }

    /** Settings as a test wants them. */
    private record TestConfig(String apiKey, String apiBase, int patienceMillis) implements MollieProvider.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return MollieProvider.Config.class;
        }
    }

    @After
    public void stop() {
        provider.close();
        mollie.close();
    }

    @Override
    protected PaymentProvider provider() {
        return provider;
    }

    @Override
    protected GatewayControl gateway() {
        return mollie;
    }

    @Override
    protected boolean signsNotifications() {
        return false;
    }

    @Test
    public void aStoppedGiftIsNotBegunAgainWhenItsFirstPaymentIsAskedAbout() throws Exception {
        var first = provider.open(new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 10"), true, "", "Monthly",
                "nl", URI.create("https://give.example/r"), URI.create("https://give.example/w")));
        mollie.pay(first.paymentId());
        PaymentReport begun = provider.report(first.paymentId()).orElseThrow();
        provider.stop(begun.subscription());
        assertEquals(begun.subscription(), provider.report(first.paymentId()).orElseThrow().subscription());
        assertEquals(false, mollie.isRunning(begun.subscription()));
    }
}
