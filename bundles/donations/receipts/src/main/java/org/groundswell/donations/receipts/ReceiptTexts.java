package org.groundswell.donations.receipts;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.money.MoneyText;

/**
 * What a receipt says: the site's own words where its translations have {@code receipt.<campaign>.*} or
 * {@code receipt.*}, else those of this bundle. It is in the donor's language where all of its texts are there, else in
 * the site's first language, else in English; never in two.
 */
final class ReceiptTexts {

    private final Pages pages;
    private final Donation donation;
    private final String language;
    /** Of what only the site can say; another one only where the site does not speak that of the receipt. */
    private final String languageOfSite;
    private final Locale locale;
    private final ProgramTexts program;

    ReceiptTexts(Pages pages, Donation donation) {
        this.pages = pages;
        this.donation = donation;
        Site site = pages.site();
        String wanted = site.languageOrDefault(donation.pledge().language());
        this.language = Stream.of(wanted, site.languages().getFirst()).filter(this::isComplete).findFirst()
                .orElse(ProgramTexts.COMPLETE);
        this.languageOfSite = site.languages().contains(language) ? language : wanted;
        this.locale = Locale.forLanguageTag(language);
        this.program = ProgramTexts.in(language);
    }

    /** The key of a text in the translations of a site. */
    static String keyOfSite(String key) {
        return "receipt." + key;
    }

    /** One of {@link ProgramTexts#keys}. */
    String text(String key, Object... arguments) {
        return optional(key, arguments).orElseThrow(() -> new IllegalArgumentException("no text " + key));
    }

    /** A text that a receipt may go without. */
    Optional<String> optional(String key, Object... arguments) {
        return ofSite(language, keyOfSite(donation.pledge().campaign() + "." + key), arguments)
                .or(() -> ofSite(language, keyOfSite(key), arguments))
                .or(() -> program.text(key).map(text -> new MessageFormat(text, locale).format(arguments)));
    }

    String charity() {
        return pages.site().name();
    }

    Words campaign() {
        return new Words(ofSite(languageOfSite, "campaign." + donation.pledge().campaign() + ".title").orElse(charity()),
                languageOfSite);
    }

    /** Where the charity is registered; without such a text, who it is, as at the foot of each page; "" without both. */
    Words registration() {
        return new Words(ofSite(languageOfSite, keyOfSite("registration"))
                .or(() -> ofSite(languageOfSite, "footer.line")).orElse(""), languageOfSite);
    }

    String amount() {
        return MoneyText.exact(donation.counted(), language);
    }

    /** The number reads the same way in every script. */
    static String number(IssuedReceipt issued) {
        return "\u2066" + issued.number() + "\u2069";
    }

    /** When the money came. */
    String paid() {
        return date(donation.changed());
    }

    /** The day in the site's time zone. */
    String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).withZone(pages.site().zone())
                .format(at);
    }

    String language() {
        return language;
    }

    boolean isRightToLeft() {
        return Site.isRightToLeft(language);
    }

    private boolean isComplete(String tag) {
        var words = ProgramTexts.in(tag);
        return ProgramTexts.keys().stream().allMatch(key -> words.text(key).isPresent()
                || ofSite(tag, keyOfSite(key)).isPresent());
    }

    private Optional<String> ofSite(String tag, String key, Object... arguments) {
        if (!pages.site().languages().contains(tag)) {
            return Optional.empty();
        }
        String text = pages.text(tag, key, arguments);
        return text.equals(key) ? Optional.empty() : Optional.of(text);
    }
}
