package org.groundswell.shared.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The one way to write money for people: pages, messages, checkout and receipt say the same. How many decimals an amount
 * has is its currency's business (ISO 4217, as the money library has it), never that of the reader's language.
 */
public final class MoneyText {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** Where a currency's letters would touch its amount; browsers set a space there, as CLDR says (currencySpacing). */
    private static final Pattern TOUCHING = Pattern.compile("(?<=\\p{L})(?=\\p{Nd})|(?<=\\p{Nd})(?=\\p{L})");
    private static final String SPACE = "\u00a0";
    private static final Pattern PLAIN = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,3})?");

    private MoneyText() {
    }

    /**
     * As people speak of it: a whole amount has no decimals.
     *
     * @param language of the reader (BCP 47)
     */
    public static String spoken(Money amount, String language) {
        return isWhole(amount) ? text(amount, language, 0) : exact(amount, language);
    }

    /**
     * As it stands in books: with all decimals of its currency.
     *
     * @param language of the reader (BCP 47)
     */
    public static String exact(Money amount, String language) {
        return text(amount, language, amount.getCurrencyUnit().getDecimalPlaces());
    }

    /**
     * As the reader would type it into a form: no currency, no grouping, and decimals only where there are some.
     *
     * @param language of the reader (BCP 47)
     */
    public static String typed(Money amount, String language) {
        var format = new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.forLanguageTag(language)));
        return written(amount.getAmount(), format, isWhole(amount) ? 0 : amount.getCurrencyUnit().getDecimalPlaces());
    }

    /** As an address has it, whatever the language: digits, and a point before the decimals where there are some. */
    public static String plain(Money amount) {
        return (isWhole(amount) ? amount.getAmount().setScale(0) : amount.getAmount()).toPlainString();
    }

    /** Reads what {@link #plain} writes; nothing where the text is none of this currency's amounts above zero. */
    public static Optional<Money> ofPlain(String text, CurrencyUnit currency) {
        if (!PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        var number = new BigDecimal(text);
        return number.signum() > 0 && number.scale() <= currency.getDecimalPlaces()
                ? Optional.of(Money.of(currency, number)) : Optional.empty();
    }

    /**
     * How an amount may be typed, shown by one near this: whole, and with decimals where the currency has some.
     *
     * @param language of the reader (BCP 47)
     * @return one or two texts
     */
    public static List<String> examples(Money near, String language) {
        Money one = Money.ofMajor(near.getCurrencyUnit(), 1);
        Money whole = near.isLessThan(one) ? one : near.rounded(0, RoundingMode.DOWN);
        return near.getCurrencyUnit().getDecimalPlaces() == 0 ? List.of(typed(whole, language))
                : List.of(typed(whole, language), typed(whole.plus(HALF), language));
    }

    private static String text(Money amount, String language, int decimals) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.forLanguageTag(language));
        setCurrency(format, amount.getCurrencyUnit().getCode());
        return TOUCHING.matcher(written(amount.getAmount(), format, decimals)).replaceAll(SPACE);
    }

    /** A currency that only the money library knows is shown by its code. */
    private static void setCurrency(NumberFormat format, String code) {
        try {
            format.setCurrency(Currency.getInstance(code));
        } catch (IllegalArgumentException e) {
            if (format instanceof DecimalFormat decimal) {
                DecimalFormatSymbols symbols = decimal.getDecimalFormatSymbols();
                symbols.setCurrencySymbol(code);
                decimal.setDecimalFormatSymbols(symbols);
            }
        }
    }

    private static String written(BigDecimal amount, NumberFormat format, int decimals) {
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.UNNECESSARY);
        return format.format(amount);
    }

    private static boolean isWhole(Money amount) {
        return amount.getAmount().stripTrailingZeros().scale() <= 0;
    }
}
