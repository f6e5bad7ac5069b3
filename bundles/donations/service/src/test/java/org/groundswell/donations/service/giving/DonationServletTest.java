package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.protection.Screening;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.groundswell.payments.api.PaymentRequest;
import org.junit.Test;

/** What a form leads to. */
public class DonationServletTest extends DonorForms {
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
    public void aFormForATestIsNotPaidForReal() throws Exception {
        gateway.mode = PaymentMode.LIVE;
        Exchange answer = send(with(form(), "test", "yes"));
        assertEquals(409, answer.status());
        assertEquals(Map.of(), site.book.donations);
        gateway.mode = PaymentMode.TEST;
        assertEquals(303, send(with(form(), "test", "yes")).status());
    }

    @Test
    public void theAnswerIsInTheLanguageOfTheForm() throws Exception {
        assertEquals("donate in nl", send(with(with(form(), "lang", "nl"), "amount", "")).body());
        assertEquals("donate in en", send(with(with(form(), "lang", "xx"), "amount", "")).body());
    }

    /** Who reloads what came after the form, or comes back to it by the history. */
    @Test
    public void aLookAtTheAddressOfTheFormLeadsToTheForm() throws Exception {
        Exchange answer = Exchange.get(site.form, "");
        assertEquals(303, answer.status());
        assertEquals("/donate", answer.header("Location"));
    }

    @Test
    public void anAmountThatTheGatewayWillNeverTakeIsSaidAtTheAmount() throws Exception {
        gateway.refusing = true;
        gateway.refusedFor = Subject.AMOUNT;
        Map<String, String> form = form();
        assertEquals(422, send(form).status());
        assertEquals("error.amount.refused", errors().get("amount"));
        assertNotEquals("another amount is another gift", form.get("key"), site.shown.get("key"));
    }

    @Test
    public void whatElseTheGatewayWillNeverTakeIsSaidWhereItIs() throws Exception {
        gateway.refusing = true;
        gateway.refusedFor = Subject.EMAIL;
        assertEquals(422, send(form()).status());
        assertEquals(Map.of("email", "error.email.refused"), errors());
        gateway.refusedFor = Subject.PAYMENT;
        assertEquals(422, send(form()).status());
        assertEquals(Map.of("form", "error.payment.refused"), errors());
    }
}
