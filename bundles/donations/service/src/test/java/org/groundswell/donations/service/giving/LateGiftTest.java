package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.service.ModelGateway;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whatever keeps a gift from its gateway that was begun before its campaign ended, the donor has the form, and can send it again. */
public class LateGiftTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final ModelGateway gateway = new ModelGateway();
    private final Map<String, String> form = Map.of("key", keyOfAnHourAgo(1), "campaign", "flood", "lang", "en",
            "provider", "model", "amount", "12.50", "name", "Ann", "email", "ann@example.org");
    private DonorSite site;

    @Before
    public void beginAndEndTheCampaign() throws Exception {
        site = new DonorSite(folder.getRoot().toPath(), gateway);
        gateway.down = true;
        send(form);
        site.closes = Instant.now();
    }

    @Test
    public void withItsGatewayAway() throws Exception {
        assertEquals(503, send(form).status());
        assertFormWith("form", "error.provider");
        gateway.down = false;
        assertEquals(303, send(form).status());
        assertEquals(DonationState.PENDING, site.book.donations.values().iterator().next().state());
    }

    @Test
    public void inAPause() throws Exception {
        BrakesState now = site.brakes.state();
        site.brakes.exchange(now, new BrakesState(now.version() + 1, true, Map.of(), Set.of(), Map.of()));
        assertEquals(503, send(form).status());
        assertFormWith("form", "giving.paused");
    }

    @Test
    public void withAMistake() throws Exception {
        assertEquals(422, send(with("email", "ann at home")).status());
        assertFormWith("email", "error.email");
    }

    @Test
    public void withTheBookAway() throws Exception {
        site.away = true;
        assertEquals(503, send(form).status());
        assertFormWith("form", "error.unavailable");
        assertEquals("what has no key was never begun", 410, send(with("key", "")).status());
    }

    @Test
    public void inAnotherLanguage() throws Exception {
        Exchange answer = send(with("edit", "nl"));
        assertEquals(200, answer.status());
        assertEquals("donate in nl", answer.body());
        assertEquals(true, site.shown.get("begun"));
        assertEquals("what was not begun has no form in any language", 410,
                send(with("edit", "nl", "key", keyOfAnHourAgo(2))).status());
        assertNotEquals(true, site.shown.get("begun"));
    }

    /** Another gateway may take it; another amount would be another gift. */
    @Test
    public void withAnAmountThatItsGatewayWillNeverTake() throws Exception {
        gateway.down = false;
        gateway.refusing = true;
        gateway.refusedFor = Subject.AMOUNT;
        var other = new ModelGateway("other");
        site.providers.bindProvider(new RankedReference<>(0), other);
        assertEquals(422, send(form).status());
        assertFormWith("amount", "error.amount.refused");
        assertEquals(303, send(with("provider", "other")).status());
    }

    @Test
    public void butWithAnotherAmountItIsANewOne() throws Exception {
        assertEquals(410, send(with("amount", "99")).status());
        assertNotEquals(true, site.shown.get("begun"));
        assertEquals(1, site.book.donations.size());
    }

    private void assertFormWith(String field, String error) {
        assertEquals(true, site.shown.get("begun"));
        assertEquals("the same gift", form.get("key"), site.shown.get("key"));
        assertEquals(error, ((Map<?, ?>) site.shown.get("errors")).get(field));
    }

    private Exchange send(Map<String, String> fields) throws Exception {
        return Exchange.post(site.form, "", fields);
    }

    private Map<String, String> with(String... fieldsAndValues) {
        var changed = new HashMap<>(form);
        for (int i = 0; i < fieldsAndValues.length; i += 2) {
            changed.put(fieldsAndValues[i], fieldsAndValues[i + 1]);
        }
        return changed;
    }

    private static String keyOfAnHourAgo(int number) {
        long madeAt = System.currentTimeMillis() - 3_600_000;
        return new UUID(madeAt << 16 | 0x7abc, 0x8000_0000_0000_0000L + number).toString();
    }
}
