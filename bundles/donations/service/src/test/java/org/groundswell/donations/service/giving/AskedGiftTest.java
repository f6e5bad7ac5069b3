package org.groundswell.donations.service.giving;

import static org.junit.Assert.assertEquals;

import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

public class AskedGiftTest {

    @Test
    public void whatCouldMeanTwoAmountsIsLeftToTheDonor() {
        for (String odd : new String[] {"1.000", "12.500", "1,000", "\u0661.\u0660\u0660\u0660", "1.000.000"}) {
            assertEquals(odd, Optional.empty(), AskedGift.amount(odd, CurrencyUnit.EUR));
        }
    }

    @Test
    public void whatMeansOneIsRead() {
        for (String plain : new String[] {"12.5", "12.50", "12,50", "12.5000", "\u0661\u0662,\u0665\u0660"}) {
            assertEquals(plain, Optional.of(Money.parse("EUR 12.50")), AskedGift.amount(plain, CurrencyUnit.EUR));
        }
        assertEquals(Optional.of(Money.parse("KWD 12.500")), AskedGift.amount("12.500", CurrencyUnit.of("KWD")));
    }
}
