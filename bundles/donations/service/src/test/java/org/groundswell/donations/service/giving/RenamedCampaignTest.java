package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.util.Map;
import org.groundswell.donations.api.Donation;
import org.junit.Test;

/** A form that was opened before its campaign went, or counted in another currency: no number comes to mean other money. */
public class RenamedCampaignTest extends DonorForms {
    private static final Map<String, String> AT_ONCE = with(with(form(), "currency", "JPY"), "amount", "5000");

    @Test
    public void thatItIsGoneIsSaidAndTheAmountIsLeftOut() throws Exception {
        site.campaign = "delta";
        assertEquals(422, send(AT_ONCE).status());
        assertEquals(Map.of("campaign", "error.campaign[S]"), errors());
        assertEquals("delta", site.shown.get("campaign"));
        assertEquals("", shown("amount"));
        assertEquals("all else stays", "Ann", shown("name"));
        assertEquals(422, send(with(with(AT_ONCE, "amount", ""), "other", "5000.5")).status());
        assertEquals("", shown("other"));
        assertEquals(Map.of(), site.book.donations);
    }

    @Test
    public void soItIsWhereTheLanguageIsChanged() throws Exception {
        site.campaign = "delta";
        assertEquals(200, send(with(AT_ONCE, "edit", "nl")).status());
        assertEquals(Map.of("campaign", "error.campaign[S]"), errors());
        assertEquals("", shown("amount"));
    }

    @Test
    public void anotherCurrencyOfTheSameCampaignIsSaidAtTheAmount() throws Exception {
        assertEquals(422, send(AT_ONCE).status());
        assertEquals(Map.of("amount", "error.currency[EUR]"), errors());
        assertEquals("", shown("amount"));
        send(with(AT_ONCE, "edit", "nl"));
        assertEquals("", shown("amount"));
    }

    @Test
    public void whoCancelsAGiftToItReadsTheSame() throws Exception {
        Donation open = site.open(false);
        site.campaign = "delta";
        Exchange.get(site.canceled, site.links.canceled(open.pledge().id()));
        assertEquals("error.campaign[S]", site.shown.get("note"));
        assertEquals("", shown("amount") + shown("other"));
        assertNotEquals("it is another gift", open.pledge().key(), shown("key"));
    }

    private String shown(String field) {
        return String.valueOf(((Map<?, ?>) site.shown.get("form")).get(field)).replace("null", "");
    }
}
