package org.groundswell.donations.search;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/** What people call currencies beside their codes. A word may stand for several: {@code $} is that of many countries. */
final class CurrencyNames {
    private static final List<String> DOLLARS = List.of("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "BBD", "BZD",
            "BMD", "BND", "BSD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD", "ZWL");
    private static final List<String> PESOS = List.of("MXN", "ARS", "CLP", "COP", "CUP", "CUC", "DOP", "UYU", "PHP");
    /** Besides dollars and pesos, all with a sign that has this one in it. */
    private static final List<String> OTHERS_WITH_A_DOLLAR_SIGN = List.of("NIO", "BRL", "MOP", "TOP", "WST", "CVE");
    private static final List<String> FRANCS = List.of("CHF", "XOF", "XAF", "XPF", "RWF", "CDF", "BIF", "DJF", "GNF", "KMF");
    private static final List<String> CROWNS = List.of("SEK", "NOK", "DKK", "ISK", "CZK");
    private static final List<String> DINARS = List.of("KWD", "BHD", "IQD", "JOD", "LYD", "TND", "DZD", "RSD", "MKD");
    private static final List<String> POUNDS = List.of("GBP", "EGP", "LBP", "SYP", "SDG", "GIP", "FKP", "SHP", "SSP");
    private static final List<String> RIALS = List.of("SAR", "QAR", "OMR", "YER", "IRR");
    private static final Map<String, List<String>> NAMES = names(
            List.of("EUR"), "€ euro euros يورو",
            all(List.of(DOLLARS, PESOS, OTHERS_WITH_A_DOLLAR_SIGN)), "$", DOLLARS, "dollar dollars دولار",
            PESOS, "peso pesos بيزو", List.of("PHP", "CUP"), "₱",
            List.of("USD"), "us$", List.of("CAD"), "ca$ can$", List.of("CAD", "NIO"), "c$", List.of("AUD"), "a$ au$",
            List.of("NZD"), "nz$", List.of("HKD"), "hk$", List.of("SGD"), "s$", List.of("TWD"), "nt$", List.of("MXN"), "mx$", List.of("BRL"), "r$",
            POUNDS, "£ pound pounds", List.of("EGP", "SDG", "SSP", "GBP"), "جنيه",
            List.of("JPY", "CNY"), "¥ ￥", List.of("JPY"), "yen 円", List.of("CNY"), "yuan",
            List.of("CNY", "TWD", "HKD", "MOP"), "元",
            FRANCS, "franc francs frank fr fr. sfr sfr.", CROWNS, "kr kr. krone kroner krona kronor",
            List.of("CZK"), "kč koruna", List.of("PLN"), "zł zloty złoty", List.of("HUF"), "ft forint",
            List.of("RON", "MDL"), "lei leu",
            DINARS, "dinar dinars دينار", List.of("KWD"), "د.ك", RIALS, "rial riyal ريال", List.of("AED", "MAD"), "dirham درهم",
            List.of("SYP", "LBP", "TRY"), "ليرة lira", List.of("TRY"), "₺", List.of("INR"), "₹",
            List.of("INR", "PKR", "LKR", "NPR", "MUR", "SCR"), "rs rs. rupee rupees",
            List.of("ILS"), "₪", List.of("UAH"), "₴", List.of("RUB"), "₽", List.of("KRW", "KPW"), "₩ won", List.of("NGN"), "₦",
            List.of("VND"), "₫", List.of("THB"), "฿");

    private CurrencyNames() {
    }

    /** The codes of what may be meant; none where it can be any. Nothing where it is no currency. */
    static Optional<Set<String>> codes(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        List<String> named = NAMES.get(small);
        if (named != null) {
            return Optional.of(Set.copyOf(named));
        }
        if (CurrencyUnit.registeredCurrencies().stream().anyMatch(each -> each.getCode().equalsIgnoreCase(word))) {
            return Optional.of(Set.of(word.toUpperCase(Locale.ROOT)));
        }
        return word.codePoints().anyMatch(each -> Character.getType(each) == Character.CURRENCY_SYMBOL)
                ? Optional.of(Set.of()) : Optional.empty();
    }

    private static List<String> all(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    /** @param codesAndWords codes, and the words for them, in turn */
    private static Map<String, List<String>> names(Object... codesAndWords) {
        var names = new HashMap<String, List<String>>();
        for (int i = 0; i < codesAndWords.length; i += 2) {
            List<String> codes = ((List<?>) codesAndWords[i]).stream().map(String.class::cast).toList();
            for (String word : ((String) codesAndWords[i + 1]).split(" ")) {
                names.put(word, codes);
            }
        }
        return Map.copyOf(names);
    }
}
