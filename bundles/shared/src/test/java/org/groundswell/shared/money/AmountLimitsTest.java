package org.groundswell.shared.money;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

public class AmountLimitsTest {

    @Test
    public void eachCurrencyHasItsOwn() {
        var limits = AmountLimits.of(new String[] {"JPY 150 8000000", " KWD  0.500 15000 "}, 100, 5_000_000);
        is(limits, "JPY 150", "JPY 8000000");
        is(limits, "KWD 0.5", "KWD 15000");
        is(limits, "EUR 1", "EUR 50000");
    }

    @Test
    public void whatIsWrongIsNamed() {
        for (String entry : new String[] {"", "JPY", "JPY 100", "100 5000 JPY", "JPY 1 2 3", "XYZ 1 2", "JPY 1.5 100",
            "EUR 0 5", "EUR -1 5", "EUR 5 4", "EUR a b", "EUR 1 99999999999999999999999", "eur 1 5"}) {
            String message = assertThrows(entry, IllegalArgumentException.class,
                    () -> AmountLimits.of(new String[] {entry}, 1, 2)).getMessage();
            assertTrue(message, message.startsWith("limits: expected ") && message.contains("'" + entry + "'"));
        }
        assertThrows("twice", IllegalArgumentException.class,
                () -> AmountLimits.of(new String[] {"EUR 1 2", "EUR 1 3"}, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> AmountLimits.of(new String[0], 3, 2));
    }

    private static void is(AmountLimits limits, String smallest, String largest) {
        CurrencyUnit currency = Money.parse(smallest).getCurrencyUnit();
        assertEquals(new AmountLimits.Range(Money.parse(smallest), Money.parse(largest)), limits.of(currency));
    }
}
