package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.payments.api.ForgedNotificationException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentStatus;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What comes back from gateways: donors, and notifications. */
public class PaymentServletTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Reader reader = (headers, body) -> List.of();
    private final ModelGateway gateway = new ModelGateway() {
        @Override
        public boolean signsNotifications() {
            return true;
        }

        @Override
        public List<PaymentNotification> notified(Map<String, String> headers, byte[] body)
                throws ForgedNotificationException, PaymentException {
            return reader.read(headers, body);
        }
    };
    private DonorSite site;

    private interface Reader {
        List<PaymentNotification> read(Map<String, String> headers, byte[] body)
                throws ForgedNotificationException, PaymentException;
    }

    @Before
    public void open() throws Exception {
        site = new DonorSite(folder.getRoot().toPath(), gateway);
    }

    @Test
    public void whoComesBackReadsHowItStandsNow() throws Exception {
        Donation donation = site.open(false);
        gateway.becomes(donation.pledge().id(), PaymentStatus.PAID);
        Exchange answer = Exchange.get(site.payments, "/model/return?" + site.links.ofDonation(donation.pledge().id()));
        assertEquals(303, answer.status());
        assertEquals(site.links.result(donation), answer.header("Location"));
        assertEquals("no notification came, and it is paid", DonationState.PAID, state(donation));
    }

    @Test
    public void withoutTheSignatureTheStateIsAll() throws Exception {
        Donation donation = site.open(false);
        String id = donation.pledge().id().toString();
        assertEquals("/en/thanks?donation=" + id, Exchange.get(site.payments, "/model/return?donation=" + id)
                .header("Location"));
    }

    @Test
    public void whatIsNoAddressOfOursIsNotFound() throws Exception {
        assertEquals(400, Exchange.get(site.payments, "/model/return").status());
        assertEquals(404, Exchange.get(site.payments, "/model/return?donation=" + UUID.randomUUID()).status());
        assertEquals(404, Exchange.get(site.payments, "/Model/return").status());
        assertEquals(404, Exchange.get(site.payments, "/model/").status());
        assertEquals(405, Exchange.get(site.payments, "/model/webhook").status());
        assertEquals(405, notify("/model/return", "").status());
        assertEquals(404, notify("/model/webhook/more", "").status());
    }

    @Test
    public void aNotificationIsTakenAsItCame() throws Exception {
        Donation donation = site.open(false);
        gateway.becomes(donation.pledge().id(), PaymentStatus.PAID);
        reader = (headers, body) -> {
            assertEquals("signed", headers.get("x-signature"));
            assertEquals("{\"paid\": \"ja\u00e9\"}", new String(body, StandardCharsets.UTF_8));
            return List.of(new PaymentNotification("event-1", donation.payment().paymentId()));
        };
        assertEquals(200, notify("/model/webhook", "{\"paid\": \"ja\u00e9\"}").status());
        assertEquals(DonationState.PAID, state(donation));
    }

    @Test
    public void whatCannotBeTakenNowHasToComeAgain() throws Exception {
        Donation donation = site.open(false);
        reader = (headers, body) -> List.of(new PaymentNotification("event-1", donation.payment().paymentId()));
        gateway.down = true;
        comesAgain(notify("/model/webhook", "{}"));
        gateway.down = false;
        site.away = true;
        comesAgain(notify("/model/webhook", "{}"));
        site.away = false;
        reader = (headers, body) -> {
            throw new PaymentException("the gateway has to be asked, and is down");
        };
        comesAgain(notify("/model/webhook", "{}"));
        reader = (headers, body) -> {
            throw new IllegalStateException("a mistake in the provider");
        };
        comesAgain(notify("/model/webhook", "{}"));
        comesAgain(notify("/gone/webhook", "{}"));
        assertEquals(DonationState.PENDING, state(donation));
    }

    @Test
    public void whatIsForgedOrTooLongIsRefusedForGood() throws Exception {
        reader = (headers, body) -> {
            throw new ForgedNotificationException("the signature does not fit");
        };
        Exchange answer = notify("/model/webhook", "{}");
        assertEquals(400, answer.status());
        assertTrue(answer.body(), answer.body().contains("the signature does not fit"));
        reader = (headers, body) -> {
            throw new AssertionError("nobody reads so much");
        };
        assertEquals(400, notify("/model/webhook", "x".repeat(256 * 1024 + 1)).status());
        assertEquals(400, notify("/model/webhook", "[".repeat(50_000)).status());
        assertEquals(400, notify("/model/webhook", "{\"a\":".repeat(40_000)).status());
    }

    @Test
    public void whatAProviderSaysOfItIsShort() throws Exception {
        reader = (headers, body) -> {
            throw new ForgedNotificationException("no event at\n" + new String(body, StandardCharsets.UTF_8));
        };
        Exchange answer = notify("/model/webhook", "x".repeat(200_000));
        assertEquals(400, answer.status());
        assertTrue(answer.body(), answer.body().startsWith("Refused: no event at xxx") && answer.body().length() < 250);
    }

    private Exchange notify(String path, String body) throws Exception {
        return Exchange.send(site.payments, path, "application/json", body);
    }

    private static void comesAgain(Exchange answer) {
        assertEquals(503, answer.status());
        assertEquals("5", answer.header("Retry-After"));
    }

    private DonationState state(Donation donation) {
        return site.book.donation(donation.pledge().id()).orElseThrow().state();
    }
}
