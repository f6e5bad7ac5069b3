package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.donations.service.protection.Visitor;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a donor gets who sends the form, and what is in the book then. */
public class DonationServletTest {
    private static final String KEY = keyOfAnHourAgo(1);
    private static final String OTHER_KEY = keyOfAnHourAgo(2);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ModelGateway gateway = new ModelGateway();
    private DonorSite site;

    @Before
    public void open() throws Exception {
        site = new DonorSite(folder.getRoot().toPath(), gateway);
    }

    @Test
    public void theFormLeadsToTheGateway() throws Exception {
        Exchange answer = send(form());
        assertEquals(303, answer.status());
        Donation donation = onlyOne();
        assertEquals("/pay/" + donation.pledge().id(), answer.header("Location"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals(DonationState.PENDING, donation.state());
        assertEquals("EUR 12.50", donation.pledge().amount().toString());
        assertEquals("Ann", donation.pledge().donor().name());
        assertEquals("two\nlines", donation.pledge().donor().message());
    }

    /** Browsers hold a form's target against the policy of its page. */
    @Test
    public void aGatewayElsewhereIsReachedByAPageBetween() throws Exception {
        site = new DonorSite(folder.newFolder().toPath(), new ModelGateway() {

            @Override
            public synchronized OpenedPayment open(PaymentRequest request) throws PaymentException {
                return new OpenedPayment(super.open(request).paymentId(), URI.create("https://pay.example/1"));
            }
        });
        Exchange answer = send(form());
        assertEquals(200, answer.status());
        assertEquals("onward in en", answer.body());
        assertEquals("0; url=https://pay.example/1", answer.header("Refresh"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
    }

    @Test
    public void theSameFormAgainIsTheSameGift() throws Exception {
        Map<String, String> form = form();
        String first = send(form).header("Location");
        assertEquals(first, send(form).header("Location"));
        assertEquals(1, site.book.donations.size());
        assertEquals(1, gateway.opened.size());
    }

    @Test
    public void anotherAmountFromTheSameFormLeadsToItsOwnPaymentAndTheOtherIsEnded() throws Exception {
        Map<String, String> form = form();
        send(form);
        Donation first = onlyOne();
        Exchange answer = send(with(form, "amount", "99"));
        assertEquals(303, answer.status());
        assertEquals(DonationState.CANCELED, site.book.donation(first.pledge().id()).orElseThrow().state());
        Donation second = List.copyOf(site.book.donations.values()).getLast();
        assertEquals("/pay/" + second.pledge().id(), answer.header("Location"));
        assertEquals("EUR 99.00", second.pledge().amount().toString());
    }

    @Test
    public void whatWasPaidMeanwhileIsSaidBeforeAnotherAmountComesOnTop() throws Exception {
        Map<String, String> form = form();
        send(form);
        Donation first = onlyOne();
        gateway.becomes(first.pledge().id(), PaymentStatus.PAID);
        Exchange answer = send(with(form, "amount", "99"));
        assertEquals(409, answer.status());
        assertEquals("error.key[€12.50]", errors().get("form"));
        assertNotEquals(form.get("key"), site.shown.get("key"));
        assertEquals(DonationState.PAID, onlyOne().state());
    }

    @Test
    public void aPaymentThatCannotBeEndedIsSaidWhereAnotherAmountIsWanted() throws Exception {
        gateway.endless = true;
        Map<String, String> form = form();
        send(form);
        assertEquals(409, send(with(form, "amount", "99")).status());
        assertEquals("error.open[€12.50]", errors().get("form"));
        assertEquals("so that it goes on when that has ended", form.get("key"), site.shown.get("key"));
        assertEquals(DonationState.PENDING, onlyOne().state());
    }

    @Test
    public void anotherAmountIsSomethingNewWhereNothingNewIsBegun() throws Exception {
        Map<String, String> begun = form();
        send(begun);
        pause(true, Set.of());
        assertEquals(503, send(with(begun, "amount", "99")).status());
        pause(false, Set.of());
        site.closes = Instant.now();
        assertEquals(410, send(with(begun, "amount", "99")).status());
        assertEquals(DonationState.PENDING, onlyOne().state());
    }

    @Test
    public void mistakesAreSaidAtTheirFieldsAndNothingIsRecorded() throws Exception {
        Exchange answer = send(with(with(form(), "amount", "much"), "email", "ann at home"));
        assertEquals(422, answer.status());
        assertEquals("donate in en", answer.body());
        assertTrue(errors().toString(), errors().containsKey("amount") && errors().containsKey("email"));
        assertEquals("what was typed stays", "much", ((Map<?, ?>) site.shown.get("form")).get("amount"));
        assertEquals(Map.of(), site.book.donations);
    }

    @Test
    public void withoutAKeyThereIsTheSummaryFirst() throws Exception {
        Exchange answer = send(with(form(), "key", ""));
        assertEquals("confirm in en", answer.body());
        assertEquals("made for the next step", UUID.fromString((String) site.shown.get("key")).toString(),
                site.shown.get("key"));
        assertEquals(Map.of(), site.book.donations);
    }

    @Test
    public void whoIsQuickerThanAPersonConfirms() throws Exception {
        Map<String, String> form = with(form(), "key", Screening.newKey());
        assertEquals("confirm in en", send(form).body());
        assertEquals("the same key: it is the same gift", form.get("key"), site.shown.get("key"));
        assertEquals(Map.of(), site.book.donations);
    }

    @Test
    public void whatIsNoFormIsRefused() throws Exception {
        assertEquals(400, send(with(form(), "key", "1")).status());
        assertEquals(415, Exchange.send(site.form, "", "application/json", "{}").status());
        assertEquals(400, Exchange.send(site.form, "", "application/x-www-form-urlencoded", "amount=1&amount=2").status());
        assertEquals(Map.of(), site.book.donations);
    }

    @Test
    public void aGatewayThatIsDownLosesNoPledge() throws Exception {
        gateway.down = true;
        Map<String, String> form = form();
        Exchange answer = send(form);
        assertEquals(503, answer.status());
        assertEquals("30", answer.header("Retry-After"));
        assertEquals("error.provider", errors().get("form"));
        assertEquals(DonationState.PLEDGED, onlyOne().state());
        gateway.down = false;
        assertEquals(303, send(form).status());
        assertEquals(DonationState.PENDING, onlyOne().state());
    }

    @Test
    public void anAmountThatTheGatewayWillNeverTakeIsSaidAtTheAmount() throws Exception {
        gateway.refusing = true;
        Map<String, String> form = form();
        assertEquals(422, send(form).status());
        assertEquals("error.amount.refused", errors().get("amount"));
        assertNotEquals("another amount is another gift", form.get("key"), site.shown.get("key"));
    }

    @Test
    public void aFormForATestIsNotPaidForReal() throws Exception {
        gateway.mode = PaymentMode.LIVE;
        Exchange answer = send(with(form(), "test", "yes"));
        assertEquals(409, answer.status());
        assertEquals(Map.of(), site.book.donations);
        gateway.mode = PaymentMode.TEST;
        assertEquals(303, send(with(form(), "test", "yes")).status());
    }

    @Test
    public void aBookThatIsAwayIsNoEndOfTheForm() throws Exception {
        site.away = true;
        Exchange answer = send(form());
        assertEquals(503, answer.status());
        assertEquals("5", answer.header("Retry-After"));
        assertEquals("donate in en", answer.body());
        assertEquals("error.unavailable", errors().get("form"));
    }

    @Test
    public void whatWasBegunBeforeAPauseGoesOnToItsGateway() throws Exception {
        Map<String, String> begun = form();
        String checkout = send(begun).header("Location");
        pause(true, Set.of());
        assertEquals(checkout, send(begun).header("Location"));
        Exchange late = send(with(begun, "key", OTHER_KEY));
        assertEquals(503, late.status());
        assertEquals("60", late.header("Retry-After"));
        assertTrue(errors().toString(), errors().get("form").toString().startsWith("giving.paused"));
        assertEquals("nothing new is recorded", 1, site.book.donations.size());
        pause(false, Set.of());
        assertEquals(303, send(with(begun, "key", OTHER_KEY)).status());
    }

    @Test
    public void aPledgeThatFoundNoGatewayBeforeAPauseHearsOfThePause() throws Exception {
        gateway.down = true;
        Map<String, String> begun = form();
        send(begun);
        gateway.down = false;
        pause(true, Set.of());
        assertEquals("60", send(begun).header("Retry-After"));
        assertTrue(errors().toString(), errors().get("form").toString().startsWith("giving.paused"));
        assertEquals(Map.of(), gateway.opened);
    }

    @Test
    public void whatWasBegunGoesOnAtAGatewayThatWasTakenOff() throws Exception {
        site.providers.bindProvider(new RankedReference<>(0), new ModelGateway("other"));
        Map<String, String> begun = form();
        String checkout = send(begun).header("Location");
        pause(false, Set.of("model"));
        assertEquals(checkout, send(begun).header("Location"));
        assertEquals("nothing new", 422, send(with(begun, "key", OTHER_KEY)).status());
        assertEquals("nor anything with mistakes", 422, send(with(begun, "email", "ann at home")).status());
        assertEquals(1, site.book.donations.size());
    }

    @Test
    public void whatWasBegunGoesOnWhileAllPlacesAreTaken() throws Exception {
        site = new DonorSite(folder.newFolder().toPath(), gateway, 1);
        Map<String, String> begun = form();
        String checkout = send(begun).header("Location");
        assertTrue(send(with(begun, "key", OTHER_KEY)).header("Location").startsWith("/wait?"));
        assertEquals("300", send(with(begun, "key", keyOfAnHourAgo(3))).header("Retry-After"));
        assertEquals(checkout, send(begun).header("Location"));
        assertTrue("whoever waits, too", send(with(begun, "key", OTHER_KEY)).header("Location").startsWith("/wait?"));
        assertEquals(2, site.book.donations.size());
    }

    @Test
    public void whatWasBegunGoesOnWhereTooMuchIsOpen() throws Exception {
        Map<String, String> begun = form();
        String checkout = send(begun).header("Location");
        for (int i = 0; i < 300; i++) {
            site.pledges.begin(UUID.randomUUID(), Visitor.of("198.51.100.1", "ann@example.org"));
        }
        assertEquals(429, send(with(begun, "key", OTHER_KEY)).status());
        assertEquals(checkout, send(begun).header("Location"));
    }

    private void pause(boolean paused, Set<String> off) throws Exception {
        BrakesState now = site.brakes.state();
        assertTrue(site.brakes.exchange(now, new BrakesState(now.version() + 1, paused, Map.of(), off, Map.of())));
    }

    @Test
    public void theAnswerIsInTheLanguageOfTheForm() throws Exception {
        assertEquals("donate in nl", send(with(with(form(), "lang", "nl"), "amount", "")).body());
        assertEquals("donate in en", send(with(with(form(), "lang", "xx"), "amount", "")).body());
    }

    @Test
    public void aCampaignThatHasEndedTakesNothingAndLosesNothingThatWasBegun() throws Exception {
        Exchange begun = send(form());
        site.closes = Instant.now();
        Exchange late = send(with(form(), "key", OTHER_KEY));
        assertEquals(410, late.status());
        assertEquals("donate in en", late.body());
        assertEquals("closed.form[flood]", errors().get("form"));
        assertEquals("the summary does not come before the no", 410, send(with(form(), "key", "")).status());
        assertEquals(begun.header("Location"), send(form()).header("Location"));
        assertEquals(1, site.book.donations.size());
    }

    /** Who reloads what came after the form, or comes back to it by the history. */
    @Test
    public void aLookAtTheAddressOfTheFormLeadsToTheForm() throws Exception {
        Exchange answer = Exchange.get(site.form, "");
        assertEquals(303, answer.status());
        assertEquals("/donate", answer.header("Location"));
    }

    private Exchange send(Map<String, String> fields) throws Exception {
        return Exchange.post(site.form, "", fields);
    }

    private Donation onlyOne() {
        assertEquals(1, site.book.donations.size());
        return List.copyOf(site.book.donations.values()).getFirst();
    }

    private Map<?, ?> errors() {
        return (Map<?, ?>) site.shown.get("errors");
    }

    /** As the page has it, which the donor opened an hour ago. */
    private static Map<String, String> form() {
        return Map.of("key", KEY, "campaign", "flood", "lang", "en", "provider", "model", "amount", "12.50", "name", "Ann",
                "email", "ann@example.org", "message", "two\r\nlines");
    }

    private static String keyOfAnHourAgo(int number) {
        long madeAt = System.currentTimeMillis() - 3_600_000;
        return new UUID(madeAt << 16 | 0x7abc, 0x8000_0000_0000_0000L + number).toString();
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        var changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }
}
