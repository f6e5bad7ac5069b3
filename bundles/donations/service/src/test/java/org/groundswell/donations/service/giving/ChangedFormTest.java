package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.payments.api.PaymentStatus;
import org.junit.Test;

/** What donors read who send a form again with another amount. */
public class ChangedFormTest extends DonorForms {
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
        pause(true);
        assertEquals(503, send(with(begun, "amount", "99")).status());
        pause(false);
        site.closes = Instant.now();
        assertEquals(410, send(with(begun, "amount", "99")).status());
        assertEquals(DonationState.PENDING, onlyOne().state());
    }

    private void pause(boolean paused) throws IOException {
        BrakesState now = site.brakes.state();
        site.brakes.exchange(now, new BrakesState(now.version() + 1, paused, Map.of(), Set.of(), Map.of()));
    }
}
