package org.groundswell.shared.money;

import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Java platform knows of a currency's names and signs: in a language, and in the countries whose money it is. */
final class CurrencyNames {
    /** Languages that say "dinar tunisien"; others say "Tunisian dinar". */
    private static final Set<String> NOUN_FIRST = Set.of("ar", "ca", "es", "fa", "fr", "he", "id", "it", "ms", "pl", "pt", "ro", "vi");
    /** Languages of which a noun with this at its end is the plural as a rule. */
    private static final Set<String> PLURAL_IN_S = Set.of("en", "es", "fr", "nl", "pt");

    private CurrencyNames() {
    }

    /** The whole name, and what is left of it without the country; none of a currency that the platform does not know. */
    static Stream<String> in(Locale language, String code) {
        String name = currency(code).map(each -> each.getDisplayName(language)).orElse(code);
        List<String> words = List.of(name.split(" "));
        String noun = NOUN_FIRST.contains(language.getLanguage()) ? words.getFirst() : words.getLast();
        boolean isWord = !noun.equals(code) && noun.chars().allMatch(Character::isLetter);
        return !isWord ? Stream.of(name) : PLURAL_IN_S.contains(language.getLanguage()) ? Stream.of(name, noun + "s", noun)
                : Stream.of(name, noun);
    }

    /** Its sign in a language; none of a currency that the platform does not know. */
    static Stream<String> sign(Locale language, String code) {
        return currency(code).stream().map(each -> each.getSymbol(language));
    }

    /** Signs and names as they are written where people pay with it. The first time it takes as long as the platform reads. */
    static Stream<String> atHome(String code) {
        Set<String> countries = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .filter(each -> isMoneyOf(each, code)).collect(Collectors.toSet());
        return Arrays.stream(Locale.getAvailableLocales()).filter(each -> countries.contains(each.getCountry()))
                .flatMap(each -> Stream.concat(sign(each, code), in(each, code)));
    }

    private static boolean isMoneyOf(String country, String code) {
        Currency currency = Currency.getInstance(Locale.of("", country));
        return currency != null && currency.getCurrencyCode().equals(code);
    }

    private static Optional<Currency> currency(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException e) {
            // Only the money library knows it.
            return Optional.empty();
        }
    }
}
