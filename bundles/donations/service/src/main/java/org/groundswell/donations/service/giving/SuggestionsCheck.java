package org.groundswell.donations.service.giving;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.health.HealthTags;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.money.AmountLimits;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether the form takes what the site suggests: the amounts are in the site's folder, the limits in the settings of the
 * form, and who changes one does not see the other.
 */
@Component(configurationPid = DonationServlet.PID, property = {HealthCheck.NAME + "=suggested amounts",
    HealthCheck.TAGS + "=" + HealthTags.READY})
public final class SuggestionsCheck implements HealthCheck {
    private final Pages pages;
    private final AmountLimits limits;

    @Activate
    public SuggestionsCheck(@Reference Pages pages, DonationServlet.Config config) {
        this(pages, AmountLimits.of(config.limits(), config.minimumMinor(), config.maximumMinor()));
    }

    SuggestionsCheck(Pages pages, AmountLimits limits) {
        this.pages = pages;
        this.limits = limits;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        for (Campaign campaign : pages.site().campaigns()) {
            look(campaign, "amounts", campaign.amounts(), log);
            if (!campaign.monthlyAmounts().equals(campaign.amounts())) {
                look(campaign, "monthly", campaign.monthlyAmounts(), log);
            }
        }
        log.info("Looked at the amounts of {} campaigns", pages.site().campaigns().size());
        return new Result(log);
    }

    private void look(Campaign campaign, String key, List<Money> amounts, FormattingResultLog log) {
        AmountLimits.Range range = limits.of(campaign.goal().getCurrencyUnit());
        for (Money amount : amounts) {
            if (amount.isLessThan(range.smallest()) || amount.isGreaterThan(range.largest())) {
                log.warn("site/site.yaml, campaign {}, {}: the form refuses {}, it takes {} to {}; change the amount, or the"
                        + " limits in conf/{}.cfg", campaign.id(), key, text(amount), text(range.smallest()),
                        text(range.largest()), DonationServlet.PID);
            }
        }
    }

    private static String text(Money amount) {
        return MoneyText.exact(amount, "en");
    }
}
