package org.groundswell.shared.money;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

public class AmountParserTest {

    @Test
    public void readsWhatDonorsTypeInTheirLanguage() {
        is("EUR 25.00", "25", "en");
        is("EUR 25.50", "25.50", "en");
        is("EUR 25.50", "25,50", "nl");
        is("EUR 25.50", "25,50", "en");
        is("EUR 25.50", "25.50", "nl");
        is("EUR 25.50", "25.5", "en");
        is("EUR 1000.00", "1,000", "en");
        is("EUR 1000.00", "1.000", "nl");
        is("EUR 1234567.89", "1.234.567,89", "nl");
        is("EUR 1234567.89", "1,234,567.89", "en");
        is("EUR 1000.00", "1 000", "nl");
        is("EUR 1000000.50", "1 000 000,50", "nl");
        is("EUR 25.00", "€ 25", "nl");
        is("EUR 25.00", "25 EUR", "en");
        is("EUR 25.00", "25,-", "nl");
        is("EUR 25.00", "25,--", "nl");
        is("EUR 0.50", ",50", "nl");
    }

    @Test
    public void readsArabicDigitsAndSeparators() {
        is("EUR 25.00", "٢٥", "ar");
        is("EUR 12.50", "١٢٫٥٠", "ar");
        is("EUR 1234.50", "١٬٢٣٤٫٥٠", "ar");
        is("EUR 12.50", "12.50", "ar");
        is("EUR 25.00", "۲۵", "fa");
        is("EUR 25.00", "\u200f25 €", "ar");
    }

    /** A Japanese keyboard writes full-width letters until it is told not to. */
    @Test
    public void readsFullWidthLettersAndWhatPeopleCallTheirMoney() {
        for (String typed : List.of("￥５０００", "5000 円", "５，０００円", "¥5,000", "５０００　円", "JPY 5000", "ＪＰＹ５０００",
                "5000 yen", "￥5000円")) {
            is("JPY 5000", typed, "en");
        }
        is("JPY 5000", "￥５．０００", "nl");
        is("EUR 12.50", "１２．５０", "en");
        is("EUR 12.50", "€ １２，５０", "nl");
        is("EUR 25.00", "25 euro", "en");
        is("EUR 25.00", "25 Euros", "en");
        is("EUR 25.00", "25 يورو", "ar");
        is("USD 25.00", "25 dollars", "en");
        is("USD 25.00", "$25", "nl");
        is("GBP 25.00", "£25", "nl");
        is("KRW 5000", "5000원", "en");
        is("KWD 1.250", "1.250 د.ك", "ar");
        refused("５０００　円", "en", "EUR");
        refused("円", "en", "JPY");
        refused("²⁵", "en", "EUR");
        refused("25²", "en", "EUR");
        refused("⑤", "en", "EUR");
    }

    @Test
    public void respectsTheCurrencysDecimals() {
        is("JPY 500", "500", "en");
        refused("500.5", "en", "JPY");
        is("KWD 1.250", "1.250", "en");
        refused("25.505", "en", "EUR");
    }

    @Test
    public void refusesWhatCouldMeanTwoThings() {
        refused("1.000", "en", "EUR");
        refused("1,000", "nl", "EUR");
        refused("33,0", "en", "JPY");
        refused("3,30,1", "en", "EUR");
        refused("1.00.000", "nl", "EUR");
        for (String two : new String[] {"10 20", "1 2 3", "1000 000", "10 2000", "1 0000", "25 50", "1 000 00"}) {
            refused(two, "en", "EUR");
            refused(two, "nl", "EUR");
        }
    }

    @Test
    public void refusesWhatIsNoAmount() {
        for (String typed : new String[] {"", " ", "abc", "-5", "+5", "1e3", "25 GBP", "NaN", "0x10", "25..5", "٫", "DG",
            "9".repeat(40), "99999999999999999", "1/2", "25;DROP TABLE", "½"}) {
            refused(typed, "en", "EUR");
        }
        refused(null, "en", "EUR");
    }

    private static void is(String expected, String typed, String language) {
        Money amount = Money.parse(expected);
        assertEquals(typed + " in " + language, Optional.of(amount),
                AmountParser.parse(typed, language, amount.getCurrencyUnit()));
    }

    private static void refused(String typed, String language, String currency) {
        assertEquals(typed + " in " + language, Optional.empty(),
                AmountParser.parse(typed, language, CurrencyUnit.of(currency)));
    }
}
