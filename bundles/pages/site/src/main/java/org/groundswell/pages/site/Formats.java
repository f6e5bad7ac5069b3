package org.groundswell.pages.site;

import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import org.groundswell.pages.api.Site;
import org.joda.money.Money;

/** Numbers, amounts and times as readers of one language write them. Not thread-safe. */
final class Formats {
    private final String language;
    private final Locale locale;
    private final ZoneId zone;

    Formats(String language, ZoneId zone) {
        this.language = language;
        this.locale = Locale.forLanguageTag(language);
        this.zone = zone;
    }

    /** Whole amounts without decimals: that is how people speak of donations. */
    String money(Money amount) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(amount.getCurrencyUnit().getCode()));
        int decimals = amount.getMinorPart() == 0 ? 0 : amount.getCurrencyUnit().getDecimalPlaces();
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(amount.getAmount());
    }

    String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    String percent(double share) {
        return NumberFormat.getPercentInstance(locale).format(share);
    }

    String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale)
                .withZone(zone).format(at);
    }

    String direction() {
        return Site.isRightToLeft(language) ? "rtl" : "ltr";
    }

    /** A tag with which a browser writes the same digits as this class does. */
    String browserLocale() {
        boolean arabicDigits = NumberFormat.getInstance(locale) instanceof DecimalFormat format
                && format.getDecimalFormatSymbols().getZeroDigit() == '\u0660';
        return locale.toLanguageTag() + (arabicDigits ? "-u-nu-arab" : "-u-nu-latn");
    }
}
