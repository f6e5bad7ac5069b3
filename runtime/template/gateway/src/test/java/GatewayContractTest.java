package __package__;

import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.contract.ExampleServer;
import org.groundswell.payments.contract.GatewayControl;
import org.groundswell.payments.contract.ProviderContract;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Everything that the platform relies on, from one payment for one donation to a gateway that is down. */
public class GatewayContractTest extends ProviderContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ExampleServer gateway = new ExampleServer("test_key_1", "webhook key");
    private GatewayProvider provider;

    private record Settings(String apiBase, String apiKey, String webhookKey, int patienceMillis)
            implements GatewayProvider.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return GatewayProvider.Config.class;
        }
    }

    @Before
    public void start() throws Exception {
        Path node = folder.getRoot().toPath();
        Files.writeString(node.resolve("api-key"), "test_key_1");
        Files.writeString(node.resolve("webhook-key"), "webhook key");
        provider = new GatewayProvider(new NodeFolder(node),
                new Settings(gateway.base(), "file:api-key", "file:webhook-key", 5_000));
    }

    @After
    public void stop() {
        provider.close();
        gateway.close();
    }

    @Override
    protected PaymentProvider provider() {
        return provider;
    }

    @Override
    protected GatewayControl gateway() {
        return gateway;
    }

    @Override
    protected boolean signsNotifications() {
        return true;
    }
}
