package org.groundswell.shared.money;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import org.groundswell.shared.money.RefusedAmount.Negative;
import org.groundswell.shared.money.RefusedAmount.OtherCurrency;
import org.groundswell.shared.money.RefusedAmount.Several;
import org.groundswell.shared.money.RefusedAmount.TooLarge;
import org.groundswell.shared.money.RefusedAmount.TooManyDecimals;
import org.groundswell.shared.money.RefusedAmount.Unclear;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

/** Why an amount was not read, in the words of what the donor typed. */
public class RefusedAmountTest {

    @Test
    public void anotherCurrencyIsNamedAsItWasWritten() {
        List.of("$", "USD", "usd", "US$", "dollars", "£", "GBP", "kr.", "Rs.", "円", "دولار").forEach(each -> {
            why(new OtherCurrency(each), each + " 50", "en", "EUR");
            why(new OtherCurrency(each), "50 " + each, "nl", "EUR");
        });
        why(new OtherCurrency("$"), "$50", "ar", "EUR");
        why(new OtherCurrency("$"), "٥٠$", "ar", "EUR");
        why(new OtherCurrency("$"), "＄５０", "en", "EUR");
        why(new OtherCurrency("€"), "€ 1.000,50", "nl", "JPY");
        why(new OtherCurrency("€"), "€50 ", "en", "USD");
        why(new OtherCurrency("forint"), "2500 forint", "nl", "EUR");
        why(new TooManyDecimals(), "kr. 2500,50", "en", "ISK");
        why(new Unclear(), "$", "en", "EUR");
        why(new Unclear(), "50 apples", "en", "EUR");
        why(new Unclear(), "EUR", "en", "EUR");
    }

    @Test
    public void moreDecimalsThanTheCurrencyHas() {
        why(new TooManyDecimals(), "25.505", "en", "EUR");
        why(new TooManyDecimals(), "25,505", "nl", "EUR");
        why(new TooManyDecimals(), "25.5050", "en", "EUR");
        why(new TooManyDecimals(), "1.000", "en", "EUR");
        why(new TooManyDecimals(), "€ 1.000", "en", "EUR");
        why(new TooManyDecimals(), "٢٥٫٥٠٥", "ar", "EUR");
        why(new TooManyDecimals(), "500.5", "en", "JPY");
        why(new TooManyDecimals(), "1.2345", "en", "KWD");
        why(new Unclear(), "12,345", "en", "KWD");
        why(new Unclear(), "25..5", "en", "EUR");
    }

    @Test
    public void aMinus() {
        for (String typed : List.of("-25.50", "€ -25.50", "-€25.50", "\u221225.50", "25.50-", "- 25.50", "(25.50)")) {
            why(new Negative(Money.parse("EUR 25.50")), typed, "en", "EUR");
        }
        why(new Negative(Money.parse("EUR 25.00")), "\u061c-٢٥", "ar", "EUR");
        why(new Unclear(), "-", "en", "EUR");
        why(new Unclear(), "-x", "en", "EUR");
    }

    @Test
    public void twoAmounts() {
        for (String typed : List.of("10 20", "10-20", "10 or 20", "10/20", "€10 - €20", "25 50", "1000 000", "10 of 20", "10 أو 20",
                "10; 20; 50", "10 EUR + 20 EUR")) {
            why(new Several(), typed, "en", "EUR");
        }
        why(new Unclear(), "1e3", "en", "EUR");
        why(new Unclear(), "0x10", "en", "EUR");
        why(new Unclear(), "25;DROP TABLE", "en", "EUR");
    }

    @Test
    public void tooLargeToBeRead() {
        for (String typed : List.of("99999999999999999", "9".repeat(40), "€ " + "9".repeat(40), "9,999,999,999,999,999,999.50",
                "1 000 000 000 000 000 000")) {
            why(new TooLarge(), typed, "en", "EUR");
        }
        why(new TooManyDecimals(), "1." + "9".repeat(30), "en", "EUR");
        why(new Unclear(), "x".repeat(40), "en", "EUR");
        why(new Unclear(), "", "en", "EUR");
        why(new Unclear(), null, "en", "EUR");
    }

    private static void why(RefusedAmount expected, String typed, String language, String currency) {
        assertEquals(typed + " is refused", Optional.empty(), AmountParser.parse(typed, language, CurrencyUnit.of(currency)));
        assertEquals(typed, expected, RefusedAmount.of(typed, language, CurrencyUnit.of(currency)));
    }
}
