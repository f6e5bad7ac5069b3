package org.groundswell.pages.check;

import java.util.List;
import java.util.function.Consumer;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.shared.money.AmountLimits;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;

/** The form takes what the site suggests, and the amounts stand in their order. */
final class SuggestedAmounts implements Check {
    private static final String FILE = "site.yaml";

    private final AmountLimits limits;

    SuggestedAmounts(AmountLimits limits) {
        this.limits = limits;
    }

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        for (Campaign campaign : reading.site().orElseThrow().campaigns()) {
            look(reading, campaign, "amounts", campaign.amounts(), found);
            if (!campaign.monthlyAmounts().equals(campaign.amounts())) {
                look(reading, campaign, "monthly", campaign.monthlyAmounts(), found);
            }
        }
    }

    private void look(SiteReading reading, Campaign campaign, String key, List<Money> amounts, Consumer<Finding> found) {
        List<String> lines = reading.lines(FILE);
        int begin = Math.max(1, Place.line(lines, 1, "id: " + campaign.id()));
        int line = Math.max(begin, Place.line(lines, begin, key + ":"));
        AmountLimits.Range range = limits.of(campaign.goal().getCurrencyUnit());
        for (Money amount : amounts) {
            if (amount.isLessThan(range.smallest()) || amount.isGreaterThan(range.largest())) {
                found.accept(Finding.error(FILE, line, "campaign " + campaign.id() + ", " + key + ": the form refuses "
                        + text(amount), "it takes " + text(range.smallest()) + " to " + text(range.largest())
                        + "; change the amount, or the limits in conf/org.groundswell.donations.service.cfg"));
            }
            if (amount.isGreaterThan(campaign.goal())) {
                found.accept(Finding.warning(FILE, line, "campaign " + campaign.id() + ", " + key + ": " + text(amount)
                        + " is more than the goal", "raise the goal"));
            }
        }
        if (!amounts.stream().sorted().toList().equals(amounts)) {
            found.accept(Finding.warning(FILE, line, "campaign " + campaign.id() + ", " + key
                    + ": the amounts are not in their order", "begin with the smallest"));
        }
    }

    private static String text(Money amount) {
        return MoneyText.exact(amount, "en");
    }
}
