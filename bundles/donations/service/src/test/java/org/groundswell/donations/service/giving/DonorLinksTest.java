package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The addresses that only a donor has: to wait, to have changed one's mind, to end a monthly gift. */
public class DonorLinksTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<String> stopped = new ArrayList<>();
    /** What the gateway does when it is to end a monthly gift. */
    private Stop stop = stopped::add;
    /** What the provider throws when it is to end a payment. */
    private RuntimeException ending;
    private final ModelGateway gateway = new ModelGateway() {
        @Override
        public synchronized void cancel(String paymentId) throws PaymentException {
            if (ending != null) {
                throw ending;
            }
            super.cancel(paymentId);
        }

        @Override
        public void stop(String subscription) throws PaymentException {
            stop.of(subscription);
        }
    };
    private DonorSite site;

    private interface Stop {
        void of(String subscription) throws PaymentException;
    }

    @Before
    public void open() throws Exception {
        site = new DonorSite(folder.getRoot().toPath(), gateway);
    }

    /** Programs that look for harmful mail follow every link in it. */
    @Test
    public void lookingAtTheLinkEndsNothing() throws Exception {
        Exchange answer = Exchange.get(site.stop, stopLink(site.open(true)));
        assertEquals("monthly in en", answer.body());
        assertEquals("asked", site.shown.get("state"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertEquals(List.of(), stopped);
    }

    @Test
    public void thePageOfAGiftThatHasEndedOffersNoEnd() throws Exception {
        Donation gift = site.open(true);
        site.book.change(Change.to(gift.pledge().id(), DonationState.PAID, Cause.WEBHOOK, Instant.now()));
        String page = site.links.result(site.book.donation(gift.pledge().id()).orElseThrow());
        Exchange.get(site.results, page);
        assertFalse(site.shown.toString(), site.shown.get("stop").equals("") || site.shown.get("ended").equals(true));
        Exchange.post(site.stop, "", stopFields(gift));
        Exchange.get(site.results, page);
        assertEquals("", site.shown.get("stop"));
        assertEquals(true, site.shown.get("ended"));
    }

    @Test
    public void sayingYesEndsTheMonthlyGift() throws Exception {
        Donation gift = site.open(true);
        Exchange answer = Exchange.post(site.stop, "", stopFields(gift));
        assertEquals(200, answer.status());
        assertEquals("stopped", site.shown.get("state"));
        assertTrue(site.shown.toString(), ((Map<?, ?>) site.shown.get("here")).get("nl").toString().endsWith("&lang=nl"));
        Exchange.get(site.stop, stopLink(gift));
        assertEquals("it has ended, and the link says so", "stopped", site.shown.get("state"));
        assertEquals(200, Exchange.post(site.stop, "", stopFields(gift)).status());
        assertEquals("the gateway hears it once", List.of("sub-1"), stopped);
    }

    @Test
    public void onlyASignedLinkToAMonthlyGiftEndsOne() throws Exception {
        Donation monthly = site.open(true);
        String other = site.links.stop(site.open(true).pledge().id()).getQuery();
        for (Map<String, String> fields : List.of(
                Map.of("donation", monthly.pledge().id().toString(), "signature", ""),
                Map.of("donation", monthly.pledge().id().toString(), "signature", signature(other)),
                Map.of("donation", "1", "signature", signature(other)),
                stopFields(site.open(false)))) {
            assertEquals(fields.toString(), 404, Exchange.post(site.stop, "", fields).status());
        }
        assertEquals(List.of(), stopped);
    }

    @Test
    public void aGatewayThatIsDownIsSaidToTheDonor() throws Exception {
        stop = subscription -> {
            throw new PaymentException("down");
        };
        saysThatItFailed(Exchange.post(site.stop, "", stopFields(site.open(true))));
    }

    /** Whatever an integrator's provider throws: the donor reads that it goes on, and no servlet of ours broke. */
    @Test
    public void aProviderThatBreaksIsSaidToTheDonor() throws Exception {
        stop = subscription -> {
            throw new IllegalStateException("a mistake in the provider");
        };
        saysThatItFailed(Exchange.post(site.stop, "", stopFields(site.open(true))));
    }

    private void saysThatItFailed(Exchange answer) {
        assertEquals(503, answer.status());
        assertEquals("60", answer.header("Retry-After"));
        assertEquals("monthly in en", answer.body());
        assertEquals("failed", site.shown.get("state"));
    }

    @Test
    public void whoDoesNotWantToPayFindsTheFormAsItWas() throws Exception {
        Donation donation = site.open(false);
        Exchange answer = Exchange.get(site.canceled, site.links.canceled(donation.pledge().id()));
        assertEquals("donate in en", answer.body());
        assertEquals("form.canceled", site.shown.get("note"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertEquals(DonationState.CANCELED, state(donation));
        assertEquals("Ann", ((Map<?, ?>) site.shown.get("form")).get("name"));
    }

    /** Its payment could not be ended, and it is the same gift still. */
    @Test
    public void aGiftThatIsOpenWhenItsCampaignEndsKeepsItsForm() throws Exception {
        Donation donation = site.open(false);
        site.closes = Instant.now();
        ending = new IllegalStateException("a mistake in the provider");
        Exchange.get(site.canceled, site.links.canceled(donation.pledge().id()));
        assertEquals(true, site.shown.get("begun"));
        ending = null;
        Exchange.get(site.canceled, site.links.canceled(donation.pledge().id()));
        assertEquals(false, site.shown.get("begun"));
    }

    /** From an old poster: 5000 may have been yen. */
    @Test
    public void aLinkToACampaignThatIsGoneSaysSoAndLeavesTheAmountToTheDonor() throws Exception {
        Exchange answer = Exchange.get(site.results, "/nl/donate?campaign=nope&amount=5000");
        assertEquals("donate in nl", answer.body());
        assertEquals(null, ((Map<?, ?>) site.shown.get("form")).get("other"));
        assertEquals("form.past[S]", site.shown.get("note"));
        Exchange.get(site.results, "/nl/donate?campaign=flood&amount=25");
        assertEquals("25", ((Map<?, ?>) site.shown.get("form")).get("other"));
        assertEquals("", site.shown.get("note"));
    }

    @Test
    public void whatWasPaidMeanwhileIsPaid() throws Exception {
        Donation donation = site.open(false);
        gateway.becomes(donation.pledge().id(), PaymentStatus.PAID);
        Exchange answer = Exchange.get(site.canceled, site.links.canceled(donation.pledge().id()));
        assertEquals(303, answer.status());
        assertTrue(answer.header("Location"), answer.header("Location").startsWith("/en/thanks?"));
        assertEquals(DonationState.PAID, state(donation));
    }

    /** The form is there all the same, and the payment stays open as the gateway has it. */
    @Test
    public void aProviderThatBreaksKeepsNobodyFromTheForm() throws Exception {
        Donation donation = site.open(false);
        ending = new IllegalStateException("a mistake in the provider");
        Exchange answer = Exchange.get(site.canceled, site.links.canceled(donation.pledge().id()));
        assertEquals("donate in en", answer.body());
        assertEquals(DonationState.PENDING, state(donation));
    }

    @Test
    public void nobodyElseSeesTheFormOrEndsThePayment() throws Exception {
        Donation donation = site.open(false);
        String other = site.links.canceled(site.open(false).pledge().id());
        for (String query : List.of("donation=" + donation.pledge().id(),
                "donation=" + donation.pledge().id() + "&signature=" + signature(other), "donation=x", "")) {
            assertEquals(query, 404, Exchange.get(site.canceled, "/canceled?" + query).status());
        }
        assertEquals(DonationState.PENDING, state(donation));
    }

    @Test
    public void whoWaitedIsLedOn() throws Exception {
        Donation donation = site.open(false);
        Exchange answer = Exchange.get(site.wait, site.links.waiting(donation.pledge().id(), "model"));
        assertEquals(303, answer.status());
        assertEquals("/pay/" + donation.pledge().id(), answer.header("Location"));
        gateway.becomes(donation.pledge().id(), PaymentStatus.PAID);
        Exchange.get(site.canceled, site.links.canceled(donation.pledge().id()));
        answer = Exchange.get(site.wait, site.links.waiting(donation.pledge().id(), "model"));
        assertTrue(answer.header("Location"), answer.header("Location").startsWith("/en/thanks?"));
    }

    /** Else the same form waits again, and is refused again. */
    @Test
    public void whoWaitedAndIsRefusedIsToldWhatToMend() throws Exception {
        Pledge pledge = new Pledge(UUID.randomUUID(), "k", "flood", Money.parse("EUR 25"),
                new Donor("Ann", "ann@example.org", "", false), "en", Instant.now()).asTest(true);
        site.book.pledge(pledge);
        gateway.refusing = true;
        gateway.refusedFor = Subject.AMOUNT;
        assertEquals(422, Exchange.get(site.wait, site.links.waiting(pledge.id(), "model")).status());
        assertEquals(Map.of("amount", "error.amount.refused"), site.shown.get("errors"));
        assertNotEquals("another amount is another gift", "k", site.shown.get("key"));
        assertEquals("model", ((Map<?, ?>) site.shown.get("form")).get("provider"));
    }

    @Test
    public void aPlaceBelongsToOneDonationAndOneWayToPay() throws Exception {
        Donation donation = site.open(false);
        String link = site.links.waiting(donation.pledge().id(), "model");
        assertEquals(404, Exchange.get(site.wait, link.replace("provider=model", "provider=other")).status());
        assertEquals(404, Exchange.get(site.wait, link.replace(donation.pledge().id().toString(),
                site.open(false).pledge().id().toString())).status());
        assertEquals("signed, and not in the book", 404, Exchange.get(site.wait, site.links.waiting(UUID.randomUUID(), ""))
                .status());
        assertEquals(400, Exchange.get(site.wait, link + "&lang=en&lang=nl").status());
    }

    @Test
    public void whileTheBookIsAwayTheyAskToComeAgain() throws Exception {
        Donation donation = site.open(true);
        UUID id = donation.pledge().id();
        site.away = true;
        for (Exchange answer : List.of(Exchange.get(site.wait, site.links.waiting(id, "")),
                Exchange.get(site.canceled, site.links.canceled(id)),
                Exchange.post(site.stop, "", stopFields(donation)),
                Exchange.get(site.payments, "/model/return?" + site.links.ofDonation(id)))) {
            assertEquals(503, answer.status());
            assertEquals("5", answer.header("Retry-After"));
        }
    }

    private DonationState state(Donation donation) {
        return site.book.donation(donation.pledge().id()).orElseThrow().state();
    }

    private String stopLink(Donation donation) {
        return "/monthly?" + site.links.stop(donation.pledge().id()).getQuery();
    }

    private Map<String, String> stopFields(Donation donation) {
        return Map.of("donation", donation.pledge().id().toString(), "signature", signature(stopLink(donation)));
    }

    private static String signature(String link) {
        return link.substring(link.indexOf("signature=") + "signature=".length());
    }
}
