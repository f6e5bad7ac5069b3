package org.groundswell.payments.mollie;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.ProviderNotReadyException;
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
        Files.writeString(node.resolve("organization"), "access_key_2\n");
        mollie.tellSettlements("access_key_2");
        provider = new MollieProvider(new NodeFolder(node), new TestConfig("file:key", "file:organization",
                mollie.base(), 5_000), Clock.systemUTC());
    }

    /** Settings as a test wants them. */
    private record TestConfig(String apiKey, String organizationToken, String apiBase, int patienceMillis)
            implements MollieProvider.Config {
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

    @Test
    public void theListCostsNoQuestionForEachPayment() throws Exception {
        for (int i = 0; i < 6; i++) {
            mollie.pay(open(UUID.randomUUID()).paymentId());
        }
        String disputed = open(UUID.randomUUID()).paymentId();
        mollie.pay(disputed);
        mollie.dispute(disputed);
        int before = mollie.asked();
        readList();
        // Four pages of two, and the one with the chargeback.
        assertEquals(5, mollie.asked() - before);
        readList();
        assertEquals("remembered for an hour", 9, mollie.asked() - before);
        mollie.winDispute(disputed);
        readList();
        assertEquals("the list says that nothing is charged back", 13, mollie.asked() - before);
    }

    @Test
    public void aWrongDateDoesNotEndTheList() throws Exception {
        String old = open(UUID.randomUUID()).paymentId();
        for (int i = 0; i < 3; i++) {
            open(UUID.randomUUID());
        }
        mollie.spoil(open(UUID.randomUUID()).paymentId(), GatewayControl.Flaw.LONG_AGO);
        assertTrue(readList().contains(old));
    }

    @Test
    public void aKeyThatIsNotThereIsSaidAndNoException() throws Exception {
        Path key = folder.getRoot().toPath().resolve("key");
        Files.delete(key);
        for (String content : new String[] {null, "", "  \n", "test_\u00e9\u0007"}) {
            if (content != null) {
                Files.writeString(key, content);
            }
            var refused = assertThrows(PaymentException.class, () -> provider.report("tr_1"));
            assertFalse(refused.getMessage(), refused.getMessage().contains("\u00e9"));
            assertThrows(PaymentException.class, () -> open(UUID.randomUUID()));
            assertThrows(PaymentException.class, () -> provider.payments(Instant.EPOCH, null));
        }
        Files.delete(key);
        Files.createDirectory(key);
        String said = assertThrows(ProviderNotReadyException.class, () -> provider.mode()).getMessage();
        assertTrue(said, said.contains("is a folder, expected a file"));
    }

    @Test
    public void partsOfACentAreRoundedOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            mollie.pay(open(UUID.randomUUID()).paymentId());
        }
        String settlement = mollie.payOut().orElseThrow();
        List<Money> costs = provider.payoutLines(settlement, "costs").lines().stream().map(PayoutLine::amount).toList();
        // Twice 1.0527, so 2.1054 altogether.
        assertEquals(List.of(Money.parse("EUR -1.05"), Money.parse("EUR -1.06")), costs);
    }

    @Test
    public void anAddressThatMollieCannotReachCostsNoPayment() throws Exception {
        for (String host : List.of("localhost", "node1", "node1:8080", "10.1.2.3", "127.0.0.1", "0.0.0.0", "169.254.10.20",
                "100.64.0.1", "100.127.255.254", "172.16.0.1", "192.168.1.1", "[::1]", "give.local", "Give.Internal", "give.lan.",
                "give.test", "give.home.arpa", "site.localhost")) {
            assertFalse(host, isTold(host));
        }
        for (String host : List.of("give.example", "10.example.org", "127.example.org:8443", "192.168.example.org",
                "internal.example.org", "localhost.example", "100.63.0.1", "100.128.0.1", "172.32.0.1", "169.253.0.1")) {
            assertTrue(host, isTold(host));
        }
    }

    private boolean isTold(String host) throws PaymentException {
        return mollie.hasWebhook(provider.open(new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 10"), false, "", "Gift", "nl",
                URI.create("https://give.example/r"), URI.create("https://" + host + "/w"))).paymentId());
    }

    @Test
    public void withoutATokenOfTheOrganisationPayoutsAreNotTold() {
        var without = new MollieProvider(new NodeFolder(folder.getRoot().toPath()), new TestConfig("file:key", "",
                mollie.base(), 5_000), Clock.systemUTC());
        assertFalse(without.tellsPayouts());
        var refused = assertThrows(PaymentRefusedException.class, () -> without.payouts(Instant.EPOCH, null));
        assertTrue(refused.getMessage(), refused.getMessage().contains("organizationToken"));
        without.close();
    }

    private Set<String> readList() throws PaymentException {
        var listed = new HashSet<String>();
        Instant since = Instant.now().minusSeconds(60);
        String cursor = null;
        do {
            PaymentPage page = provider.payments(since, cursor);
            page.payments().forEach(each -> listed.add(each.paymentId()));
            cursor = page.next();
        } while (cursor != null);
        return listed;
    }
}
