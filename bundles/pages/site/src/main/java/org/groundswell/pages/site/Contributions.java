package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.brakes.BrakesState;
import org.groundswell.donations.api.choices.PaymentChoices.Choice;
import org.groundswell.pages.site.DonationView.Payer;
import org.groundswell.pages.site.Sections.Section;
import org.joda.money.CurrencyUnit;

/**
 * What other bundles bring to the pages.
 *
 * @param choices  the ways to pay
 * @param sections parts of pages, by language
 * @param shown    when donors' names and words are shown
 * @param receipts the same for all languages
 * @param brakes   what somebody of the charity has stopped, and what is said of it
 * @param address  where visitors find the site, without a slash at the end, or ""
 */
record Contributions(Map<Payer, List<Choice>> choices, Map<String, List<Section>> sections, PublicWords shown,
        Receipts receipts, BrakesState brakes, String address) {

    /** What a template is told on every page, whoever renders it. */
    Map<String, Object> values() {
        return Map.of("shown", shown.model(), "receipts", receipts.promised(), "address", address,
                "paused", brakes.paused(), "pausedWhy", brakes.why(), "banner", brakes.banner());
    }

    List<Choice> choices(String language, CurrencyUnit currency) {
        return choices.getOrDefault(new Payer(language, currency), List.of());
    }

    List<Map<String, String>> sections(String language, String page) {
        return sections.getOrDefault(language, List.of()).stream().filter(section -> section.page().equals(page))
                .map(Section::model).toList();
    }
}
