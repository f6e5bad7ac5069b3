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
        is("USD 25.00", "US$ 25", "en");
        is("GBP 25.00", "£25", "nl");
        is("KRW 5000", "5000원", "en");
        is("KWD 1.250", "1.250 د.ك", "ar");
        refused("５０００　円", "en", "EUR");
        refused("円", "en", "JPY");
        refused("²⁵", "en", "EUR");
        refused("25²", "en", "EUR");
        refused("⑤", "en", "EUR");
    }

    /** What a country writes for its money, and what its money is called in the language of the page. */
    @Test
    public void readsWhatACurrencyIsCalledAtHomeAndInTheLanguage() {
        for (String typed : List.of("kr 2500", "2500 kr", "kr. 2500", "2500 kr.", "2500kr", "2500 krona", "Icelandic króna 2500")) {
            is("ISK 2500", typed, "en");
        }
        is("ISK 2500", "2500 kroon", "nl");
        is("SEK 2500.00", "kr. 2500", "en");
        for (String typed : List.of("12 DT", "DT 12", "12 د.ت", "12 dinars", "12 دينار", "١٢ دينار")) {
            is("TND 12.000", typed, "en");
            is("TND 12.000", typed, "ar");
        }
        is("TND 12.000", "12 Tunesische dinar", "nl");
        is("TND 12.000", "12 dinar tunisien", "fr");
        for (String typed : List.of("2500 Ft", "2500Ft", "Ft 2500", "2500 forint", "2500 forints", "2500 Hungarian Forint")) {
            is("HUF 2500.00", typed, "en");
        }
        is("HUF 2500.00", "٢٥٠٠ فورينت", "ar");
        is("PLN 25.00", "25 zł", "en");
        is("ZMW 25.00", "K25", "en");
        refused("2500 kr", "en", "EUR");
        refused("12 DT", "en", "KWD");
        refused("kr", "en", "ISK");
    }

    /** Thousands, millions, crores: a letter behind an amount may make it larger, whatever the currency's sign is. */
    @Test
    public void aLetterThatMayBeAMultipleIsNoCurrency() {
        for (String currency : List.of("ZMW", "MMK", "LSL", "SZL", "HNL", "ISK", "TND", "HUF", "INR", "SEK", "MZN", "VND")) {
            for (String many : List.of("k", "K", "M", "m", "t", "T", "mn", "mln", "E", "e", "L", "B", "cr", "tkr", "mkr", "kFt", "kDT",
                    "lakh", "crore")) {
                refused("25" + many, "en", currency);
                refused("25 " + many, "en", currency);
            }
        }
    }

    /** Lakhs and crores where people count in them, and nowhere else. */
    @Test
    public void readsRupeesAsTheyAreWrittenInIndia() {
        is("INR 100000.00", "₹1,00,000", "en");
        is("INR 15000000.00", "1,50,00,000", "en");
        is("INR 15000000.50", "Rs. 1,50,00,000.50", "en");
        is("INR 100000.00", "₹100,000", "en");
        is("INR 2500.00", "2500/-", "en");
        is("INR 2500.00", "Rs 2,500/-", "en");
        is("KES 2500.00", "2500/=", "en");
        is("BDT 100000.00", "1,00,000", "en");
        for (String typed : List.of("1,00,00", "1,00", "01,00,000", "1,000,00,000", "1,00,000,000", "1,0,000", "100,00,000", "1.00.000",
                "2500/", "/-", "2500/-5", "2500-/")) {
            assertEquals(typed, typed.equals("1,00") ? Optional.of(Money.parse("INR 1.00")) : Optional.empty(),
                    AmountParser.parse(typed, "en", CurrencyUnit.of("INR")));
        }
        refused("1,00,000", "en", "EUR");
        refused("1,00,000", "nl", "INR");
        refused("25/-", "en", "GBP");
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

    /** Half a euro, written with a zero too many, must never become five hundred. */
    @Test
    public void aGroupOfThousandsNeverBeginsWithZero() {
        for (String currency : List.of("EUR", "KWD", "JPY")) {
            for (String typed : List.of("0,500", "0,100", "01,000", "00,500", "0 500", "0,000", "0'500", "0,500,000")) {
                refused(typed, "en", currency);
            }
            for (String typed : List.of("0.500", "01.000", "0 500", "٠٬٥٠٠")) {
                refused(typed, "nl", currency);
            }
            refused("0,500", "ar", currency);
            refused("٠٬٥٠٠", "ar", currency);
        }
        refused("0,500.25", "en", "EUR");
        is("EUR 5.00", "05", "en");
        is("EUR 0.50", "0,50", "en");
        is("KWD 0.500", "0.500", "en");
        is("KWD 0.500", "0,500", "nl");
        is("KWD 0.500", "٠٫٥٠٠", "ar");
    }

    /** Twelve dinars and a bit, or twelve thousand: only the form that the page itself writes is certain. */
    @Test
    public void threeDigitsBehindAForeignSeparatorAreRefusedWhereTheCurrencyHasThreeDecimals() {
        for (String currency : List.of("KWD", "BHD", "TND")) {
            refused("12,345", "en", currency);
            refused("12.345", "nl", currency);
            refused("12,345", "ar", currency);
            is(currency + " 12.345", "12.345", "en");
            is(currency + " 12.345", "12,345", "nl");
            is(currency + " 12.340", "12.34", "nl");
            is(currency + " 12345.000", "12,345.000", "en");
            is(currency + " 12345.000", "12 345", "en");
            is(currency + " 1234567.000", "1,234,567", "en");
            is(currency + " 12345.000", "١٢٬٣٤٥", "ar");
        }
        for (String language : List.of("en", "nl", "ar")) {
            Money amount = Money.parse("KWD 12.345");
            is("KWD 12.345", MoneyText.typed(amount, language), language);
            is("KWD 12345.000", MoneyText.exact(Money.parse("KWD 12345"), language), language);
        }
    }

    @Test
    public void readsApostrophesAndWhatComesAlongWithACopy() {
        is("CHF 1000.00", "1'000", "en");
        is("CHF 1000.50", "1’000.50", "nl");
        is("EUR 1000000.00", "1'000'000", "en");
        is("EUR 25.00", "25\u200b", "en");
        is("EUR 25.00", "\ufeff25\u2060", "nl");
        is("EUR 5.00", "5.", "en");
        is("EUR 5.00", "5,", "nl");
        is("AED 50.00", "د.إ 50", "ar");
        is("AED 50.00", "50 د.إ", "ar");
        refused("1'00", "en", "CHF");
        refused("5'", "en", "CHF");
        refused("1'234,567", "en", "EUR");
        refused("'", "en", "CHF");
        refused(".", "en", "EUR");
        refused("5..", "en", "EUR");
    }

    /** Whatever the site shows beside an amount may be typed beside one. */
    @Test
    public void readsWhatThePageWritesInEveryCurrency() {
        for (CurrencyUnit currency : CurrencyUnit.registeredCurrencies()) {
            if (!currency.isPseudoCurrency()) {
                for (String language : List.of("en", "nl", "ar")) {
                    is(Money.ofMajor(currency, 1234567).toString(), MoneyText.exact(Money.ofMajor(currency, 1234567), language), language);
                    is(Money.ofMajor(currency, 50).toString(), MoneyText.spoken(Money.ofMajor(currency, 50), language), language);
                }
            }
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
