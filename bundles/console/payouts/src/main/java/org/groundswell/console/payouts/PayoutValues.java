package org.groundswell.console.payouts;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.donations.api.payouts.KeptPayout;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;

/** Payouts and their lines as the templates show them, in the reader's language. */
final class PayoutValues {
    private final Locale locale;

    PayoutValues(Locale locale) {
        this.locale = locale;
    }

    Map<String, Object> of(KeptPayout payout) {
        var values = new HashMap<String, Object>();
        values.put("id", payout.id());
        values.put("provider", payout.provider());
        values.put("gateway", gateway(payout.provider()));
        values.put("state", payout.state().name());
        values.put("amount", payout.amount());
        values.put("begun", payout.begun());
        values.put("arrives", payout.arrives() == null ? "" : day(payout.arrives()));
        values.put("reference", payout.reference());
        values.put("explained", payout.explained());
        values.put("difference", payout.difference());
        values.put("differs", !payout.difference().isZero());
        values.put("movements", payout.movements());
        values.put("unexplained", payout.unexplained());
        values.put("isRead", payout.isRead());
        values.put("isExplained", payout.isExplained());
        return values;
    }

    Map<String, Object> of(KeptLine line) {
        var values = new HashMap<String, Object>();
        values.put("at", line.at());
        values.put("kind", line.kind().name());
        values.put("amount", line.amount());
        values.put("fee", line.fee());
        values.put("hasFee", !line.fee().isZero());
        values.put("net", line.net());
        values.put("given", line.given());
        values.put("isForeign", !line.given().getCurrencyUnit().equals(line.amount().getCurrencyUnit()));
        values.put("about", line.about());
        values.put("donation", line.donation() == null ? "" : line.donation().toString());
        values.put("campaign", line.campaign());
        values.put("test", line.test());
        values.put("word", line.word());
        values.put("verdict", line.verdict().name());
        return values;
    }

    /** A month as it is chosen, by its name in addresses. */
    Map<String, String> months(YearMonth last, int count) {
        var months = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            YearMonth month = last.minusMonths(i);
            months.put(month.toString(), DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(month));
        }
        return months;
    }

    /** A campaign's title by its id, in the site's language that is nearest to the reader's. */
    Map<String, String> campaigns(Pages pages) {
        var titles = new LinkedHashMap<String, String>();
        String spoken = pages.site().languageOrDefault(locale.toLanguageTag());
        for (Campaign each : pages.site().campaigns()) {
            titles.put(each.id(), pages.campaignTitle(spoken, each.id(), each.id()));
        }
        return titles;
    }

    static String gateway(String provider) {
        return provider.isEmpty() ? "" : provider.substring(0, 1).toUpperCase(Locale.ROOT) + provider.substring(1);
    }

    private String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(day);
    }
}
