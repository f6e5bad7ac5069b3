package org.groundswell.pages.site;

import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.money.MoneyText;
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
        return MoneyText.spoken(amount, language);
    }

    /** As a form has it: a donor of this language could have typed it. */
    String typed(Money amount) {
        return MoneyText.typed(amount, language);
    }

    /** How an amount near this may be typed: one text, or two where there are decimals. */
    List<String> examples(Money near) {
        return MoneyText.examples(near, language);
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

    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
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
