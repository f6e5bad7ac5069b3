package org.groundswell.donations.service.giving;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What an address asks for, read as {@code site.js} reads it on pages from memory: generously, for people type links off
 * posters, but nothing that could mean two amounts.
 */
final class AskedGift {
    private static final Set<String> YES = Set.of("yes", "true", "1", "on");
    private static final Pattern COMMA = Pattern.compile("^(\\d+),(\\d{1,2})$");
    /** Three digits behind a point may be thousands. */
    private static final Pattern ZEROS = Pattern.compile("^(\\d+)\\.(?!\\d{3}$)(\\d*[1-9])?0+$");

    private AskedGift() {
    }

    static boolean isMonthly(String asked) {
        return YES.contains(asked.strip().toLowerCase(Locale.ROOT));
    }

    static Optional<Money> amount(String asked, CurrencyUnit currency) {
        var plain = new StringBuilder();
        asked.strip().codePoints().forEach(point -> {
            int digit = Character.digit(point, 10);
            plain.append(digit >= 0 ? Character.toString('0' + digit) : point == '\u066b' ? "." : Character.toString(point));
        });
        String decimal = COMMA.matcher(plain).replaceFirst("$1.$2");
        return MoneyText.ofPlain(ZEROS.matcher(decimal).replaceFirst(
                zeros -> zeros.group(2) == null ? zeros.group(1) : zeros.group(1) + "." + zeros.group(2)), currency);
    }

    /** In whatever capitals. */
    static Optional<Campaign> campaign(String asked, Site site) {
        return site.campaign(asked).or(() -> site.campaign(asked.strip().toLowerCase(Locale.ROOT)));
    }
}
