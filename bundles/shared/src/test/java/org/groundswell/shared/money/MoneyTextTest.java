package org.groundswell.shared.money;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Test;

public class MoneyTextTest {

    @Test
    public void anAddressHasAmountsWithoutALanguage() {
        for (String amount : new String[] {"EUR 25", "EUR 12.50", "JPY 5000", "KWD 12.345", "EUR 0.01"}) {
            Money money = Money.parse(amount);
            assertEquals(amount, amount.substring(4), MoneyText.plain(money));
            assertEquals(Optional.of(money), MoneyText.ofPlain(MoneyText.plain(money), money.getCurrencyUnit()));
        }
        assertEquals(Optional.of(Money.parse("EUR 12.50")), MoneyText.ofPlain("12.5", CurrencyUnit.EUR));
        for (String none : new String[] {"", "0", "-1", "1,5", "1.234", "1234567890123", "٢٥", "2 5", "1.", ".1"}) {
            assertEquals(none, Optional.empty(), MoneyText.ofPlain(none, CurrencyUnit.EUR));
        }
        assertEquals(Optional.empty(), MoneyText.ofPlain("5000.5", CurrencyUnit.JPY));
    }

    @Test
    public void decimalsAreTheCurrencysAndMarksAreTheLanguages() {
        written("EUR 25", "en", "€25", "€25.00", "25");
        written("EUR 12.5", "nl", "€\u00a012,50", "€\u00a012,50", "12,50");
        written("EUR 50000", "nl", "€\u00a050.000", "€\u00a050.000,00", "50000");
        written("JPY 1000", "en", "¥1,000", "¥1,000", "1000");
        written("JPY 1000", "nl", "JP¥\u00a01.000", "JP¥\u00a01.000", "1000");
        written("JPY 1000", "ja", "￥1,000", "￥1,000", "1000");
        written("KWD 12.345", "en", "KWD\u00a012.345", "KWD\u00a012.345", "12.345");
        written("KWD 12.345", "nl", "KWD\u00a012,345", "KWD\u00a012,345", "12,345");
        written("KWD 12.5", "nl", "KWD\u00a012,500", "KWD\u00a012,500", "12,500");
        written("EUR 12.5", "ar", "\u200f12.50\u00a0€", "\u200f12.50\u00a0€", "12.50");
        written("EUR 1234.5", "ar-EG", "\u200f١٬٢٣٤٫٥٠\u00a0€", "\u200f١٬٢٣٤٫٥٠\u00a0€", "١٢٣٤٫٥٠");
    }

    @Test
    public void examplesAreWhatACurrencyHas() {
        assertEquals(List.of("10", "10.50"), MoneyText.examples(Money.parse("EUR 10"), "en"));
        assertEquals(List.of("12", "12,50"), MoneyText.examples(Money.parse("EUR 12.75"), "nl"));
        assertEquals(List.of("1", "1,500"), MoneyText.examples(Money.parse("KWD 0.250"), "nl"));
        assertEquals(List.of("1000"), MoneyText.examples(Money.parse("JPY 1000"), "en"));
        assertEquals(List.of("١٠", "١٠٫٥٠"), MoneyText.examples(Money.parse("EUR 10"), "ar-EG"));
    }

    @Test
    public void everyCurrencyCanBeWritten() {
        for (CurrencyUnit currency : CurrencyUnit.registeredCurrencies()) {
            for (String language : List.of("en", "nl", "ar", "ja", "fa", "x-none")) {
                Money least = Money.ofMinor(currency, 1);
                String exact = MoneyText.exact(least, language);
                assertEquals(exact, 1, exact.codePoints().filter(each -> Character.digit(each, 10) == 1).count());
                assertEquals(exact, currency.getDecimalPlaces(),
                        exact.codePoints().filter(each -> Character.digit(each, 10) == 0).count());
            }
        }
    }

    private static void written(String amount, String language, String spoken, String exact, String typed) {
        Money money = Money.parse(amount);
        assertEquals(spoken, MoneyText.spoken(money, language));
        assertEquals(exact, MoneyText.exact(money, language));
        assertEquals(typed, MoneyText.typed(money, language));
    }
}
