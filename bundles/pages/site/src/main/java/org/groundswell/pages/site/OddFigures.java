package org.groundswell.pages.site;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.site.Figures.CampaignFigures;
import org.groundswell.pages.site.Figures.LatestDonation;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a template may meet on the night and nobody tries before: nothing, zero, too much, names without end. */
final class OddFigures {
    /** A name that is no piece of HTML only where the template says so. */
    static final String HOSTILE = "<s class=groundswell-odd>";
    static final long HUGE = 99_999_999_999_999L;
    private static final Instant AT = Instant.parse("2024-02-29T23:59:59Z");
    private static final List<String> NAMES = List.of("Ada", "");
    private static final List<String> ODD_NAMES = List.of(HOSTILE, "", "W".repeat(100),
            "\u0639\u0628\u062f \u0627\u0644\u0631\u062d\u0645\u0646", "\ud83d\udc99 \u202e");

    private OddFigures() {
    }

    /** By what is odd in them; the first ones are usual. */
    static Map<String, Figures> of(Site site) {
        var all = new LinkedHashMap<String, Figures>();
        all.put("", figures(site, goal -> campaign(goal, half(goal), 1234, 0.5, NAMES, false)));
        all.put("while the ledger has not been asked", Figures.UNKNOWN);
        all.put("before the first gift", figures(site, goal -> campaign(goal, Money.zero(goal.getCurrencyUnit()), 0, 0,
                List.of(), true)));
        all.put("with huge totals and odd names", figures(site, goal -> campaign(goal, huge(goal.getCurrencyUnit()),
                Long.MAX_VALUE, 1, ODD_NAMES, false)));
        return all;
    }

    static Money huge(CurrencyUnit currency) {
        return Money.ofMinor(currency, HUGE);
    }

    private static Money half(Money goal) {
        return Money.ofMinor(goal.getCurrencyUnit(), Math.max(1, goal.getAmountMinorLong() / 2));
    }

    private static Figures figures(Site site, Function<Money, CampaignFigures> made) {
        var byCampaign = new HashMap<String, CampaignFigures>();
        for (Campaign campaign : site.campaigns()) {
            byCampaign.put(campaign.id(), made.apply(campaign.goal()));
        }
        return new Figures(Map.copyOf(byCampaign));
    }

    private static CampaignFigures campaign(Money goal, Money raised, long donations, double share, List<String> names,
            boolean test) {
        List<LatestDonation> latest = names.stream().map(name -> new LatestDonation(name, words(name), raised, AT)).toList();
        return new CampaignFigures(raised, goal, donations, share, donations == 0 ? null : AT, latest, test);
    }

    private static String words(String name) {
        return IntStream.range(0, 5).mapToObj(_ -> name).collect(Collectors.joining("\n"));
    }
}
