package org.groundswell.shared.money;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Looks for the cause for which a text is no amount: the likeliest first. */
final class AmountDiagnosis {
    /** Nobody means an amount by more. */
    private static final int LONGEST = 100;
    private static final int MOST_DIGITS = 15;
    private static final Pattern NUMBER = Pattern.compile("[0-9](?:[0-9.,DG]|\\s(?=[0-9]))*");
    private static final Pattern DECIMALS = Pattern.compile("[0-9][0-9.,G]*[.,D]([0-9]+)");
    private static final Pattern MINUS = Pattern.compile("^\\([^()]*\\)$|^[-\\u2212\\u2013]|[-\\u2212\\u2013]$");
    private static final Pattern BETWEEN = Pattern.compile("(?i)\\s*(?:[/;+&~\\u2013\\u060c-]|\\b(?:or|and|to|of|en|tot)\\b"
            + "|\\u0623\\u0648|(?<=\\s)\\u0648)\\s*|\\s+");

    private final String typed;
    private final String text;
    private final String language;
    private final CurrencyUnit currency;

    AmountDiagnosis(String typed, String language, CurrencyUnit currency) {
        this.typed = typed.length() > LONGEST ? "" : typed;
        this.text = AmountParser.plainDigits(CurrencyWords.without(this.typed, currency, language))
                .replaceAll("\\p{Zs}", " ").strip();
        this.language = language;
        this.currency = currency;
    }

    RefusedAmount cause() {
        return Stream.<Supplier<Optional<RefusedAmount>>>of(this::tooLarge, this::negative, this::otherCurrency, this::several,
                this::decimals).flatMap(each -> each.get().stream()).findFirst().orElseGet(RefusedAmount.Unclear::new);
    }

    private Optional<RefusedAmount> tooLarge() {
        // One separator alone has decimals behind it, however many.
        String whole = text.matches("[^.,DG]*[.,D][0-9]*") ? text.split("[.,D]", 2)[0]
                : text.replaceFirst("[.,D][0-9]{0,2}$", "");
        boolean isLarge = NUMBER.matcher(text).matches() && whole.replaceAll("[^0-9]", "").length() > MOST_DIGITS;
        return isLarge ? Optional.of(new RefusedAmount.TooLarge()) : Optional.empty();
    }

    private Optional<RefusedAmount> negative() {
        Matcher minus = MINUS.matcher(text);
        return minus.find() ? parsed(text.replaceAll("^[-(\\u2212\\u2013]|[-)\\u2212\\u2013]$", ""))
                .map(RefusedAmount.Negative::new) : Optional.empty();
    }

    private Optional<RefusedAmount> otherCurrency() {
        return CurrencyWords.other(typed, currency, language).map(RefusedAmount.OtherCurrency::new);
    }

    private Optional<RefusedAmount> several() {
        List<String> parts = Stream.of(BETWEEN.split(text))
                .filter(each -> !CurrencyWords.without(each, currency, language).isBlank()).toList();
        return parts.size() > 1 && parts.stream().allMatch(each -> parsed(each).isPresent())
                ? Optional.of(new RefusedAmount.Several()) : Optional.empty();
    }

    private Optional<RefusedAmount> decimals() {
        Matcher number = DECIMALS.matcher(text);
        return number.matches() && number.group(1).length() > currency.getDecimalPlaces()
                ? Optional.of(new RefusedAmount.TooManyDecimals()) : Optional.empty();
    }

    private Optional<Money> parsed(String part) {
        return AmountParser.parse(part, language, currency);
    }
}
