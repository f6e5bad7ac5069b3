package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.apache.felix.hc.api.Result;
import org.groundswell.donations.service.KeysOnly;
import org.groundswell.shared.money.AmountLimits;
import org.joda.money.Money;
import org.junit.Test;

public class SuggestionsCheckTest {

    @Test
    public void whatTheFormWouldRefuseIsSaidWithItsPlace() {
        Result result = check(2_000, 10_000);
        assertEquals(Result.Status.WARN, result.getStatus());
        assertTrue(result.toString(), result.toString().contains("campaign flood, amounts: the form refuses"));
    }

    @Test
    public void whatItTakesIsNoMatter() {
        assertEquals(Result.Status.OK, check(1, 1_000_000).getStatus());
    }

    private static Result check(long smallest, long largest) {
        var site = new KeysOnly(Money.parse("EUR 1000"), Money.parse("EUR 10"), Money.parse("EUR 25"));
        return new SuggestionsCheck(site, AmountLimits.of(new String[0], smallest, largest)).execute();
    }
}
