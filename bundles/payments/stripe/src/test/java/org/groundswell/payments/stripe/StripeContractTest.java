package org.groundswell.payments.stripe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.contract.GatewayControl;
import org.groundswell.payments.contract.ProviderContract;
import org.groundswell.payments.contract.StripeServer;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StripeContractTest extends ProviderContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final StripeServer stripe = new StripeServer("sk_test_key_1", "whsec_new");
    private StripeProvider provider;

    @Before
    public void start() throws Exception {
        Path node = folder.getRoot().toPath();
        Files.writeString(node.resolve("key"), "sk_test_key_1\n");
        Files.writeString(node.resolve("webhook"), "whsec_new\n");
        Files.writeString(node.resolve("webhook.old"), "whsec_old\n");
        provider = new StripeProvider(new NodeFolder(node), TestConfig.at(stripe.base()), Clock.systemUTC());
    }

    @After
    public void stop() {
        provider.close();
        stripe.close();
    }

    @Override
    protected PaymentProvider provider() {
        return provider;
    }

    @Override
    protected GatewayControl gateway() {
        return stripe;
    }

    @Override
    protected boolean signsNotifications() {
        return true;
    }

    @Test
    public void theFeeIsToldInTheBalanceTransaction() throws Exception {
        String id = open(UUID.randomUUID()).paymentId();
        stripe.pay(id);
        assertEquals(Money.parse("EUR 0.63"), provider.report(id).orElseThrow().fee());
    }

    @Test
    public void aRefundOfALaterMonthIsOfThatMonth() throws Exception {
        UUID donation = UUID.randomUUID();
        var opened = provider.open(new PaymentRequest(donation, Money.parse("EUR 10"), true, "", "Monthly", "nl",
                URI.create("https://give.example/r"), null));
        stripe.pay(opened.paymentId());
        String second = stripe.renew(opened.paymentId());
        provider.refund(second, Money.parse("EUR 4"), "k");
        assertEquals(Money.parse("EUR 4"), provider.report(second).orElseThrow().refunded());
        assertEquals(Money.parse("EUR 0"), provider.report(opened.paymentId()).orElseThrow().refunded());
    }

    @Test
    public void aFailureThatStripeRepeatsIsNotTheEndOfADonation() throws Exception {
        UUID donation = UUID.randomUUID();
        stripe.failInside(2);
        String id = open(donation).paymentId();
        assertEquals("asked again, the same", id, open(donation).paymentId());
        assertEquals(1, stripe.paymentsFor(donation.toString()));
    }

    @Test
    public void aRefundThatFailedInsideStripeIsNeverAskedForWithAnotherKey() throws Exception {
        String id = open(UUID.randomUUID()).paymentId();
        stripe.pay(id);
        stripe.failInside(1);
        assertThrows(PaymentException.class, () -> provider.refund(id, Money.parse("EUR 4"), "k"));
        assertThrows(PaymentException.class, () -> provider.refund(id, Money.parse("EUR 4"), "k"));
        assertEquals(Money.parse("EUR 0"), provider.report(id).orElseThrow().refunded());
    }

    @Test
    public void aWrongKeyIsSaidWithoutTheKey() throws Exception {
        Files.writeString(folder.getRoot().toPath().resolve("key"), "sk_live_key_wrong\n");
        assertEquals("exchanged without a restart", PaymentMode.LIVE, provider.mode());
        var refused = assertThrows(KeyRefusedException.class, () -> open(UUID.randomUUID()));
        assertEquals("POST /v1/checkout/sessions: status 401, api_key_invalid api_error", refused.getMessage().strip());
    }

    @Test
    public void whatIsSignedAndMakesNoSenseIsRefused() throws Exception {
        long now = Instant.now().getEpochSecond();
        for (String text : List.of("", "[]", "\"a\"", "{}", "{\"data\":1}", "{\"data\":{\"object\":[]}}",
                "{\"data\":{\"object\":{\"object\":{}}}}", "[".repeat(200_000), "{\"a\":".repeat(100_000))) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            var headers = Map.of("stripe-signature", stripe.signature(body, now));
            try {
                assertTrue(provider.notified(headers, body).isEmpty());
            } catch (ForgedNotificationException e) {
                assertEquals("The body is signed but is no event", e.getMessage());
            }
        }
    }

    @Test
    public void aSigningSecretThatIsGoneIsWaitedFor() throws Exception {
        String id = open(UUID.randomUUID()).paymentId();
        GatewayControl.Sent sent = stripe.notification(id);
        Files.delete(folder.getRoot().toPath().resolve("webhook.old"));
        assertEquals("the other one fits", 1, provider.notified(sent.headers(), sent.body()).size());
        Files.delete(folder.getRoot().toPath().resolve("webhook"));
        var missing = assertThrows(PaymentException.class, () -> provider.notified(sent.headers(), sent.body()));
        assertTrue(missing.getMessage(), missing.getMessage().contains("webhookSecrets"));
    }

    @Test
    public void whatComesBackIsInTheNextPayout() throws Exception {
        String won = paid();
        stripe.dispute(won);
        String failed = paid();
        stripe.refund(failed, Money.parse("EUR 5"));
        stripe.payOut();
        stripe.winDispute(won);
        stripe.failRefund(failed);
        stripe.move("stripe_fee", -120);
        stripe.move("reserve_transaction", -900);
        String payout = stripe.payOut().orElseThrow();
        assertEquals(List.of("CORRECTION EUR -9.00 reserve_transaction", "DISPUTE EUR 25.00 adjustment",
                "FEE EUR -1.20 stripe_fee", "REFUND EUR 5.00 refund_failure"), told(payout));
    }

    @Test
    public void aDisputeCostsSomethingOfItsOwn() throws Exception {
        stripe.dispute(paid());
        Money fees = provider.payoutLines(stripe.payOut().orElseThrow(), null).lines().stream().map(PayoutLine::fee)
                .reduce(Money::plus).orElseThrow();
        assertEquals(Money.parse("EUR 20.63"), fees);
    }

    @Test
    public void aPayoutThatDidNotArriveIsInTheNextOne() throws Exception {
        paid();
        String first = stripe.payOut().orElseThrow();
        stripe.failPayout(first);
        String second = stripe.payOut().orElseThrow();
        PayoutLine line = provider.payoutLines(second, null).lines().getFirst();
        assertEquals(PayoutLine.Kind.RETURNED, line.kind());
        assertEquals(first, line.about());
        assertEquals(Payout.Status.FAILED, provider.payouts(Instant.EPOCH, null).payouts().getLast().status());
    }

    @Test
    public void aLaterMonthIsNamedByItsInvoice() throws Exception {
        var first = provider.open(new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 10"), true, "", "Monthly", "nl",
                URI.create("https://give.example/r"), null));
        stripe.pay(first.paymentId());
        stripe.payOut();
        String second = stripe.renew(first.paymentId());
        stripe.refund(second, Money.parse("EUR 1"));
        List<String> about = provider.payoutLines(stripe.payOut().orElseThrow(), null).lines().stream()
                .map(PayoutLine::about).toList();
        assertEquals(List.of(second, second), about);
    }

    @Test
    public void whatIsInAPayoutByHandIsNotKnown() throws Exception {
        paid();
        var page = provider.payoutLines(stripe.payOutByHand(), null);
        assertEquals(List.of(), page.lines());
        assertEquals("Stripe does not say what is in a payout that was made by hand",
                page.unreadable().getFirst().reason());
    }

    private List<String> told(String payout) throws PaymentException {
        var told = new ArrayList<String>();
        String cursor = null;
        do {
            PayoutLinePage page = provider.payoutLines(payout, cursor);
            page.lines().forEach(each -> told.add(each.kind() + " " + each.given() + " " + each.word()));
            cursor = page.next();
        } while (cursor != null);
        return told.stream().sorted().toList();
    }

    private String paid() throws PaymentException {
        String id = open(UUID.randomUUID()).paymentId();
        stripe.pay(id);
        return id;
    }
}
