package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.protection.Visitor;
import org.junit.Test;

/** What was begun goes on, whatever is down, paused, full or over. */
public class DonationThroughOutagesTest extends DonorForms {
    private static final String OTHER_KEY = keyOfAnHourAgo(2);

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

    private void pause(boolean paused, Set<String> off) throws Exception {
        BrakesState now = site.brakes.state();
        assertTrue(site.brakes.exchange(now, new BrakesState(now.version() + 1, paused, Map.of(), off, Map.of())));
    }
}
