package org.groundswell.donations.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An amount as people write it, with or without its currency: {@code € 100}, {@code 100,00 EUR}, {@code 1.250 euro},
 * {@code € 100,-}.
 */
final class WrittenAmount {
    private static final String CURRENCY = "(\\p{L}{0,3}\\p{Sc}|\\p{L}[\\p{L}.]{0,7})";
    /** Where there are no cents, many write a dash in their place. */
    private static final String NO_CENTS = "(?:\\s*[.,:]\\s?[-=\u2010-\u2015\u2212]{0,2})?";
    private static final Pattern SHAPE = Pattern.compile("(?:" + CURRENCY + "\\s*)?(\\p{Nd}[\\p{Nd}.,\u066b\u066c '\u2019]*?)"
            + NO_CENTS + "(?:\\s*" + CURRENCY + ")?");
    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,12})(?:[.,]([0-9]{1,3}))?");
    private static final Pattern GROUPED = Pattern.compile("([1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\\2[0-9]{3})*)"
            + "(?:[.,]([0-9]{1,3}))?");

    private WrittenAmount() {
    }

    /** As it may stand in the file; each of them where it can be read in two ways. Nothing where it is no amount. */
    static Optional<Words.Amount> read(String typed) {
        Matcher shape = SHAPE.matcher(typed.replaceAll("\\p{Cf}", "").replaceAll("[\\s\\p{Zs}]+", " ").strip());
        if (!shape.matches()) {
            return Optional.empty();
        }
        var currencies = new TreeSet<String>();
        for (String word : Stream.of(shape.group(1), shape.group(3)).filter(Objects::nonNull).toList()) {
            Optional<Set<String>> codes = CurrencyNames.codes(word);
            if (codes.isEmpty()) {
                return Optional.empty();
            }
            // $ 100 CAD: what both can mean.
            if (currencies.isEmpty() || codes.get().isEmpty()) {
                currencies.addAll(codes.get());
            } else {
                currencies.retainAll(codes.get());
                if (currencies.isEmpty()) {
                    return Optional.empty();
                }
            }
        }
        return spellings(shape.group(2)).map(each -> new Words.Amount(each, List.copyOf(currencies)));
    }

    private static Optional<List<String>> spellings(String written) {
        String number = digits(written);
        var spellings = new LinkedHashSet<String>();
        Matcher plain = PLAIN.matcher(number);
        if (plain.matches()) {
            spellings.addAll(spellings(plain.group(1), plain.group(2)));
        }
        Matcher grouped = GROUPED.matcher(number);
        if (grouped.matches() && (grouped.group(3) == null || number.charAt(grouped.end(1)) != grouped.group(2).charAt(0))) {
            String whole = grouped.group(1).replaceAll("[^0-9]", "");
            if (whole.length() <= 12) {
                spellings.addAll(spellings(whole, grouped.group(3)));
            }
        }
        return spellings.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(spellings));
    }

    /** In ASCII, with the separators of Arabic as those of English. */
    private static String digits(String number) {
        var digits = new StringBuilder();
        number.codePoints().forEach(each -> {
            int digit = Character.digit(each, 10);
            digits.appendCodePoint(digit >= 0 ? '0' + digit : each == '\u066b' ? '.' : each == '\u066c' ? ','
                    : each == '\u2019' ? '\'' : each);
        });
        return digits.toString();
    }

    /** {@code 12.5} is {@code 12.50} in euros and {@code 12.500} in dinars; {@code 25.00} is {@code 25}. */
    private static List<String> spellings(String whole, String decimals) {
        String part = decimals == null ? "" : decimals.replaceAll("0+$", "");
        String units = whole.replaceFirst("^0+(?=.)", "");
        if (part.isEmpty()) {
            return List.of(units);
        }
        return List.of(units + "." + part, units + "." + (part + "00").substring(0, Math.max(2, part.length())),
                units + "." + (part + "000").substring(0, Math.max(3, part.length())));
    }
}
