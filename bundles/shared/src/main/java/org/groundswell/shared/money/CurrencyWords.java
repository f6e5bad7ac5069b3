package org.groundswell.shared.money;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
    private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern WRITTEN = Pattern.compile("[\\p{L}\\p{Sc}]");
    /** Behind an amount these may mean thousands, millions or crores; a currency's sign is then one that nobody can tell. */
    private static final Pattern MANY = Pattern.compile("(?i)[a-z]|m[mnt]|ml[nd]|mio|mrd|bn|ts[d]|tr|cr|lac|lakh|crore");

    private CurrencyWords() {
    }

    /** The text without one of them before and one behind the amount. */
    static String without(String text, CurrencyUnit currency, String language) {
        String rest = plain(text);
        if (WRITTEN.matcher(rest).find()) {
            // What most donors write is known at once; the platform takes a while to say the rest.
            for (var words : List.<Supplier<Stream<String>>>of(() -> usual(currency), () -> named(currency, language),
                    () -> known(currency, language))) {
                rest = without(plain(text), longestFirst(words.get()));
                if (!WRITTEN.matcher(rest).find()) {
                    break;
                }
            }
        }
        return rest;
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
        if (written.isEmpty() || written.equals(plain) || isOneOf(known(own, language), written)) {
            return Optional.empty();
        }
        boolean isMoney = CurrencyUnit.registeredCurrencies().stream().filter(each -> !each.isPseudoCurrency())
                .anyMatch(each -> isOneOf(named(each, language), written));
        return isMoney ? Optional.of(written) : Optional.empty();
    }

    private static boolean isOneOf(Stream<String> words, String written) {
        return variants(words).anyMatch(written::equalsIgnoreCase);
    }

    private static String plain(String text) {
        return MARKS.matcher(WideLetters.narrowed(text)).replaceAll("").strip();
    }

    private static Stream<String> usual(CurrencyUnit currency) {
        return Stream.concat(CALLED.getOrDefault(currency.getCode(), List.of()).stream(), Stream.of(currency.getCode()));
    }

    /** The same with what the platform calls it for the reader. */
    private static Stream<String> named(CurrencyUnit currency, String language) {
        String code = currency.getCode();
        return Stream.concat(usual(currency), Stream.of(Locale.forLanguageTag(language), Locale.US)
                .flatMap(each -> Stream.concat(CurrencyNames.sign(each, code), CurrencyNames.in(each, code))));
    }

    /** The same with what it is called where people pay with it. */
    private static Stream<String> known(CurrencyUnit currency, String language) {
        String code = currency.getCode();
        Stream<String> named = named(currency, language);
        return CALLED.containsKey(code) ? named : Stream.concat(named, CurrencyNames.atHome(code));
    }

    /** So that none is taken for a part of another. */
    private static List<String> longestFirst(Stream<String> words) {
        return variants(words).distinct().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /** With and without a point at the end, and without the accents of which many keyboards have none. */
    private static Stream<String> variants(Stream<String> words) {
        return words.flatMap(each -> isAscii(each) ? Stream.of(each) : Stream.of(plain(each), unaccented(plain(each))))
                .flatMap(each -> each.endsWith(".") ? Stream.of(each, each.substring(0, each.length() - 1)) : Stream.of(each))
                .filter(each -> !each.isEmpty());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(each -> each < 128);
    }

    private static String unaccented(String text) {
        return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }
}
