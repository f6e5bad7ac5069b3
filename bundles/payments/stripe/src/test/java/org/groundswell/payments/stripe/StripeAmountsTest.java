package org.groundswell.payments.stripe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.joda.money.Money;
import org.junit.Test;

public class StripeAmountsTest {

    @Test
    public void eachCurrencyHasStripesUnits() {
        var expected = Map.of("EUR 25.50", 2550L, "JPY 500", 500L, "ISK 500", 50_000L, "UGX 5000", 500_000L,
                "KWD 1.230", 1230L, "BHD 0.500", 500L, "HUF 1000.00", 100_000L, "XAF 1000", 1000L);
        expected.forEach((amount, units) -> {
            Money money = Money.parse(amount);
            assertEquals(amount, units, StripeAmounts.units(money).orElseThrow());
            assertEquals(money, StripeAmounts.money(money.getCurrencyUnit().getCode().toLowerCase(), units));
        });
    }

    @Test
    public void whatStripeCannotTakeIsRefusedNotRounded() {
        assertTrue("the last digit of three is 0", StripeAmounts.units(Money.parse("KWD 1.234")).isEmpty());
        assertTrue("Stripe has no iraimbilanja", StripeAmounts.units(Money.parse("MGA 100.20")).isEmpty());
        assertEquals(100L, (long) StripeAmounts.units(Money.parse("MGA 100.00")).orElseThrow());
    }
}
