package org.groundswell.shared.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Reads an amount as somebody of that language types it: {@code 25}, {@code 25,50}, {@code € 1.000}, {@code ٢٥٫٥٠},
 * {@code ５０００ 円}.
 * What could mean two things is refused rather than guessed: 3,30 must never become 330.
 */
public final class AmountParser {
    private static final int LONGEST = 32;
    /** Dutch and German price notation for "no cents", and a separator that nothing follows. */
    private static final Pattern NO_CENTS = Pattern.compile("(?<=\\d)[.,](-{1,2}|–|—)?$");
    /** The same where people write {@code 2500/-} or {@code 2500/=}; in pounds it once meant shillings. */
    private static final Pattern NO_PAISE = Pattern.compile("(?<=\\d)/[-=]$");
    private static final Set<String> WITHOUT_PAISE = Set.of("INR", "PKR", "NPR", "LKR", "BDT", "BTN", "KES", "UGX", "TZS");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Zs}]");
    /** A blank within a number stands before three digits, or it was two numbers. */
    private static final Pattern SPACED = Pattern.compile("(?<!\\d)[1-9]\\d{0,2}(?:[\\s\\p{Zs}]\\d{3})+(?!\\d)");
    /** Nobody writes thousands behind a zero: 0,500 is half of something. */
    private static final Pattern GROUPED = Pattern.compile("[1-9]\\d{0,2}(?:G\\d{3})+");
    /** Lakhs and crores, where people count in them: 1,50,00,000. */
    private static final Pattern IN_LAKHS = Pattern.compile("[1-9]\\d?(?:G\\d{2})+G\\d{3}");
    private static final Set<String> OF_LAKHS = Set.of("INR", "PKR", "NPR", "LKR", "BDT", "BTN");
    /** In a currency of so many decimals three digits behind a separator may be these, or thousands. */
    private static final int AS_LONG_AS_THOUSANDS = 3;

    private AmountParser() {
    }

    /**
     * The amount, which may be zero, or nothing where the text is not an amount of this currency.
     *
     * @param language in which it is typed (BCP 47)
     */
    public static Optional<Money> parse(String typed, String language, CurrencyUnit currency) {
        if (typed == null || typed.length() > LONGEST) {
            return Optional.empty();
        }
        String text = plainDigits(CurrencyWords.without(typed, currency, language));
        text = NO_CENTS.matcher(withoutBlanks(text)).replaceAll("");
        text = WITHOUT_PAISE.contains(currency.getCode()) ? NO_PAISE.matcher(text).replaceAll("") : text;
        return plainNumber(text, DecimalFormatSymbols.getInstance(Locale.forLanguageTag(language)), currency)
                .filter(number -> number.length() <= 15)
                .map(number -> Money.of(currency, new BigDecimal(number), RoundingMode.UNNECESSARY));
    }

    private static String withoutBlanks(String text) {
        String number = SPACES.matcher(text).replaceAll(" ").strip();
        return SPACED.matcher(number).replaceAll(match -> match.group().replace(" ", ""));
    }

    /**
     * Any script's decimal digits become ASCII digits; separators that mean one thing in every language become D (of
     * decimals: the Arabic one) or G (of groups: the Arabic one and apostrophes).
     */
    static String plainDigits(String typed) {
        var plain = new StringBuilder(typed.length());
        typed.codePoints().forEach(point -> {
            int digit = Character.digit(point, 10);
            if (digit >= 0) {
                plain.append((char) ('0' + digit));
            } else if (point == '\u066b') {
                plain.append('D');
            } else if (point == '\u066c' || point == '\'' || point == '\u2019') {
                plain.append('G');
            } else if (point == 'D' || point == 'G') {
                plain.append(Character.toLowerCase((char) point));
            } else {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString();
    }

    private static Optional<String> plainNumber(String text, DecimalFormatSymbols symbols, CurrencyUnit currency) {
        int decimals = currency.getDecimalPlaces();
        int last = Math.max(Math.max(text.lastIndexOf('.'), text.lastIndexOf(',')), text.lastIndexOf('D'));
        if (last < 0) {
            return whole(text, 'G', currency);
        }
        char separator = text.charAt(last);
        String before = text.substring(0, last);
        String after = text.substring(last + 1);
        boolean onlyOnce = before.indexOf(separator) < 0;
        boolean saysDecimal = separator == 'D' || separator == latin(symbols.getDecimalSeparator());
        boolean isDecimal = onlyOnce && !after.isEmpty() && after.length() <= decimals && isDigits(after)
                && (after.length() != 3 || saysDecimal);
        if (isDecimal) {
            char group = separator == '.' ? ',' : separator == ',' ? '.' : 'G';
            return whole(before.isEmpty() ? "0" : before, group, currency).map(whole -> whole + "." + after);
        }
        boolean mayBeDecimal = onlyOnce && decimals >= AS_LONG_AS_THOUSANDS;
        return saysDecimal || mayBeDecimal ? Optional.empty() : whole(text, separator, currency);
    }

    /** Digits, grouped as the currency's people do it, or not. */
    private static Optional<String> whole(String text, char group, CurrencyUnit currency) {
        if (isDigits(text)) {
            return Optional.of(text);
        }
        boolean mixed = group != 'G' && text.indexOf(group) >= 0 && text.indexOf('G') >= 0;
        String marked = text.replace(group, 'G');
        boolean grouped = GROUPED.matcher(marked).matches()
                || OF_LAKHS.contains(currency.getCode()) && IN_LAKHS.matcher(marked).matches();
        return grouped && !mixed ? Optional.of(marked.replace("G", "")) : Optional.empty();
    }

    private static char latin(char separator) {
        return separator == '\u066b' ? 'D' : separator;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
