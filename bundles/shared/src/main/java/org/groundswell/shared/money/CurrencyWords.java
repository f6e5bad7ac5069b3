package org.groundswell.shared.money;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.shared.forms.WideLetters;
import org.joda.money.CurrencyUnit;

/** What donors write beside an amount and mean its currency by: a code, a sign, or what people call their money. */
final class CurrencyWords {
    /** Of what is given in most, and all of it at once: for others the Java platform is asked what they are called at home. */
    private static final Map<String, List<String>> CALLED = Map.ofEntries(
            Map.entry("EUR", List.of("€", "euros", "euro", "يورو")),
            Map.entry("USD", List.of("US$", "$", "dollars", "dollar", "دولار")),
            Map.entry("CAD", List.of("C$", "$", "dollars", "dollar")),
            Map.entry("AUD", List.of("AU$", "$", "dollars", "dollar")),
            Map.entry("NZD", List.of("$", "dollars", "dollar")),
            Map.entry("GBP", List.of("£", "pounds", "pound")),
            Map.entry("JPY", List.of("¥", "円", "yen")),
            Map.entry("CNY", List.of("¥", "元", "yuan")),
            Map.entry("KRW", List.of("₩", "원", "won")),
            Map.entry("INR", List.of("₹", "rupees", "rupee", "rs.", "rs")),
            Map.entry("CHF", List.of("fr.", "sfr.", "franken", "francs")),
            Map.entry("DKK", List.of("kr.", "kr", "kroner")),
            Map.entry("NOK", List.of("kr.", "kr", "kroner")),
            Map.entry("SEK", List.of("kr.", "kr", "kronor")),
            Map.entry("KWD", List.of("د.ك.", "د.ك", "دينار")));

    /** Nobody sees them: marks of direction beside signs of right-to-left languages, zero-width spaces of a copy. */
    private static final Pattern MARKS = Pattern.compile("\\p{Cf}");
    private static final Pattern AMOUNT = Pattern.compile("\\p{Nd}[\\p{Nd}.,'\u2019\u066b\u066c\\s\\p{Zs}]*");
    private static final Pattern LAST_POINT = Pattern.compile("\\.$");
    private static final Pattern WRITTEN = Pattern.compile("[\\p{L}\\p{Sc}]");
    /** Behind an amount these may mean thousands, millions or crores; a currency's sign is then one that nobody can tell. */
    private static final Pattern MANY = Pattern.compile("(?i)[a-z]|m[mnt]|ml[nd]|mio|mrd|bn|ts[d]|tr|cr|lac|lakh|crore");

    private CurrencyWords() {
    }

    /** The text without one of them before and one behind the amount. */
    static String without(String text, CurrencyUnit currency, String language) {
        String plain = plain(text);
        if (!WRITTEN.matcher(plain).find()) {
            return plain;
        }
        String rest = without(plain, of(currency, language));
        // The platform takes a while to say it, and most donors write what everybody knows.
        return WRITTEN.matcher(rest).find() ? without(plain, known(currency, language)) : rest;
    }

    private static String without(String text, List<String> words) {
        String rest = text;
        for (String word : words) {
            if (rest.regionMatches(true, 0, word, 0, word.length())) {
                rest = rest.substring(word.length()).strip();
                break;
            }
        }
        for (String word : words) {
            int start = rest.length() - word.length();
            if (start > 0 && !MANY.matcher(word).matches() && rest.regionMatches(true, start, word, 0, word.length())) {
                return rest.substring(0, start);
            }
        }
        return rest;
    }

    /** What is written beside an amount and means another currency. */
    static Optional<String> other(String text, CurrencyUnit own, String language) {
        String plain = plain(text);
        String written = AMOUNT.matcher(plain).replaceAll(" ").strip();
        if (written.isEmpty() || written.equals(plain) || known(own, language).stream().anyMatch(written::equalsIgnoreCase)) {
            return Optional.empty();
        }
        boolean isMoney = CurrencyUnit.registeredCurrencies().stream().filter(each -> !each.isPseudoCurrency())
                .anyMatch(each -> of(each, language).stream().anyMatch(written::equalsIgnoreCase));
        return isMoney ? Optional.of(written) : Optional.empty();
    }

    private static String plain(String text) {
        return MARKS.matcher(WideLetters.narrowed(text)).replaceAll("").strip();
    }

    private static List<String> of(CurrencyUnit currency, String language) {
        String code = currency.getCode();
        return sorted(Stream.concat(Stream.concat(CALLED.getOrDefault(code, List.of()).stream(), Stream.of(code)),
                Stream.of(Locale.forLanguageTag(language), Locale.US).flatMap(locale -> Stream.concat(
                        Stream.of(currency.getSymbol(locale)), CurrencyNames.in(locale, code)))));
    }

    /** The same with what it is called where people pay with it. */
    private static List<String> known(CurrencyUnit currency, String language) {
        List<String> words = of(currency, language);
        return CALLED.containsKey(currency.getCode()) ? words
                : sorted(Stream.concat(words.stream(), CurrencyNames.atHome(currency.getCode())));
    }

    /** The longest first, so that none is taken for a part of another. */
    private static List<String> sorted(Stream<String> words) {
        return words.map(CurrencyWords::plain).flatMap(each -> Stream.of(each, LAST_POINT.matcher(each).replaceAll("")))
                .filter(each -> !each.isEmpty()).distinct().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }
}
