package org.groundswell.donations.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class CurrencyNamesTest {

    /** A word that is listed leaves all else out, so it has to have all that it may mean. */
    @Test
    public void whatACountryWritesForItsCurrencyIsAmongWhatItMayMean() {
        var lacking = new ArrayList<String>();
        var countries = Set.of(Locale.getISOCountries());
        for (Locale each : Locale.getAvailableLocales()) {
            if (countries.contains(each.getCountry())) {
                Currency currency = Currency.getInstance(Locale.of("", each.getCountry()));
                if (currency != null) {
                    String sign = currency.getSymbol(each).replaceAll("\\p{Cf}", "");
                    Set<String> codes = CurrencyNames.codes(sign).orElse(Set.of());
                    if (!codes.isEmpty() && !codes.contains(currency.getCurrencyCode())) {
                        lacking.add(sign + " " + currency);
                    }
                }
            }
        }
        assertEquals(List.of(), lacking.stream().distinct().sorted().toList());
    }

    /** What CLDR calls narrow, and what people say. */
    @Test
    public void shortSignsAndWordsMeanAllThatUseThem() {
        has("$", "USD", "HKD", "DOP", "UYU", "CUP", "CUC", "NIO", "TOP", "WST", "MOP", "BRL", "CVE", "MXN");
        has("C$", "CAD", "NIO");
        has("₱", "PHP", "CUP");
        has("peso", "MXN", "PHP", "DOP", "UYU", "CUP");
        has("£", "GBP", "SHP", "SSP", "EGP", "LBP");
        has("₩", "KRW", "KPW");
        has("Rs", "INR", "PKR", "LKR", "NPR", "MUR");
        has("lei", "RON", "MDL");
        has("元", "CNY", "TWD", "HKD");
        has("lira", "TRY", "LBP", "SYP");
    }

    @Test
    public void aSignOfOneIsOfOneAndASignOfNoneOfAny() {
        assertEquals(Optional.of(Set.of("EUR")), CurrencyNames.codes("€"));
        assertEquals(Optional.of(Set.of("MXN")), CurrencyNames.codes("mxn"));
        assertEquals(Optional.of(Set.of()), CurrencyNames.codes("₡"));
        assertEquals(Optional.empty(), CurrencyNames.codes("boats"));
        assertTrue("dollars are no pesos", !CurrencyNames.codes("dollars").orElseThrow().contains("CUP"));
    }

    private static void has(String word, String... codes) {
        Set<String> found = CurrencyNames.codes(word).orElseThrow();
        assertTrue(word + ": " + found, found.containsAll(List.of(codes)));
    }
}
