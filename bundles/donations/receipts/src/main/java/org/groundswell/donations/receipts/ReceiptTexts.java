package org.groundswell.donations.receipts;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.groundswell.donations.api.Donation;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.money.MoneyText;

/**
 * What a receipt says, in the donor's language: the site's own words where its translations have
 * {@code receipt.<campaign>.*} or {@code receipt.*}, else those of this bundle.
 */
final class ReceiptTexts {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Pages pages;
    private final Donation donation;
    private final String language;
    private final Locale locale;
    private final ResourceBundle own;

    ReceiptTexts(Pages pages, Donation donation) {
        this.pages = pages;
        this.donation = donation;
        this.language = pages.site().languageOrDefault(donation.pledge().language());
        this.locale = Locale.forLanguageTag(language);
        this.own = ResourceBundle.getBundle("org.groundswell.donations.receipts.texts", locale,
                ReceiptTexts.class.getClassLoader(), NO_FALLBACK);
    }

    String text(String key, Object... arguments) {
        return ofSite("receipt." + donation.pledge().campaign() + "." + key, arguments)
                .or(() -> ofSite("receipt." + key, arguments))
                .orElseGet(() -> new MessageFormat(own.getString(key), locale).format(arguments));
    }

    private Optional<String> ofSite(String name, Object... arguments) {
        return Optional.of(pages.text(language, name, arguments)).filter(text -> !text.equals(name));
    }

    String charity() {
        return pages.site().name();
    }

    String campaign() {
        return ofSite("campaign." + donation.pledge().campaign() + ".title").orElse(charity());
    }

    /** Who the charity is, as at the foot of each page; "" where the site does not say. */
    String footer() {
        String line = pages.text(language, "footer.line");
        return line.equals("footer.line") ? "" : line;
    }

    String amount() {
        return MoneyText.exact(donation.counted(), language);
    }

    String date() {
        Instant paid = donation.changed();
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).withZone(pages.site().zone())
                .format(paid);
    }

    String language() {
        return language;
    }

    boolean isRightToLeft() {
        return Site.isRightToLeft(language);
    }
}
