package org.groundswell.console.gifts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What there is to choose from: campaigns and ways to pay, by the names that people read. */
@Component(service = Choices.class)
public final class Choices {
    private final Pages pages;
    private final PaymentChoices payments;

    @Activate
    public Choices(@Reference Pages pages, @Reference PaymentChoices payments) {
        this.pages = pages;
        this.payments = payments;
    }

    Site site() {
        return pages.site();
    }

    Optional<Campaign> campaign(String id) {
        return site().campaign(id);
    }

    /** A campaign's title by its id, in the site's language that is nearest to the reader's. */
    Map<String, String> campaigns(String language) {
        var titles = new LinkedHashMap<String, String>();
        String spoken = site().languageOrDefault(language);
        for (Campaign each : site().campaigns()) {
            titles.put(each.id(), pages.campaignTitle(spoken, each.id(), each.id()));
        }
        return titles;
    }

    /** The ids of those to which nothing new is given any more. */
    List<String> closed() {
        Instant now = Instant.now();
        return site().campaigns().stream().filter(each -> each.isClosed(now)).map(Campaign::id).toList();
    }

    /** The code of each campaign's currency, by its id. */
    Map<String, String> currencies() {
        return site().campaigns().stream()
                .collect(Collectors.toMap(Campaign::id, each -> each.goal().getCurrencyUnit().getCode()));
    }

    /** What donors read beside each gateway that is there now, by its name. */
    Map<String, String> gateways(String language) {
        var labels = new LinkedHashMap<String, String>();
        site().campaigns().stream().map(each -> each.goal().getCurrencyUnit()).distinct()
                .forEach(currency -> payments.choices(language, currency)
                        .forEach(choice -> labels.putIfAbsent(choice.provider(), choice.label())));
        return labels;
    }

    /** The names that stand in the book where a gateway's would, of gifts that none took. */
    static List<String> ways() {
        return Arrays.stream(Way.values()).map(Way::provider).toList();
    }

    /** All that a gift may have come by: these gateways, or none of them. */
    static List<String> providers(Map<String, String> gateways) {
        var all = new ArrayList<>(gateways.keySet());
        all.addAll(ways());
        return all;
    }
}
