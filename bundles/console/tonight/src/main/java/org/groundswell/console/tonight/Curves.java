package org.groundswell.console.tonight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Pages;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The figures of a time, beside those of the same time at the last campaign. Thread-safe. */
@Component(service = Curves.class, configurationPid = "org.groundswell.console.tonight")
@Designate(ocd = Curves.Config.class)
public final class Curves {
    private static final int POINTS = 300;
    private static final Duration TABLE_STEP = Duration.ofMinutes(5);

    private final FigureHistory history;
    private final Clock clock;
    private final Duration apart;
    private final Duration campaign;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Pages site;

    /** Settings of the curves. */
    @ObjectClassDefinition(name = "Groundswell console: tonight")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "399", description = "How many days ago the last campaign had this evening:"
                + " its curve is drawn beside today's. 364 is the same day of the week a year ago")
        int lastCampaignDaysAgo() default 364;

        @AttributeDefinition(min = "1", max = "400", description = "How many days the curve of the campaign goes back")
        int campaignDays() default 30;
    }

    /** A time up to now. */
    enum Time { HOUR, DAY, CAMPAIGN }

    /**
     * What a chart draws.
     *
     * @param from when the time begins; the steps of both begin where this does
     * @param then the figures of the last campaign, as far as there are any
     */
    record Curve(Instant from, Instant to, List<Figures> now, List<Figures> then, Duration apart) {
    }

    @Activate
    public Curves(@Reference FigureHistory history, Config config) {
        this(history, Duration.ofDays(config.lastCampaignDaysAgo()), Duration.ofDays(config.campaignDays()),
                Clock.systemUTC());
    }

    Curves(FigureHistory history, Duration apart, Duration campaign, Clock clock) {
        this.history = history;
        this.apart = apart;
        this.campaign = campaign;
        this.clock = clock;
    }

    Curve of(Time time) {
        Instant to = clock.instant();
        Instant from = to.minus(length(time));
        return new Curve(from, to, history.series(from, to, POINTS),
                history.series(from.minus(apart), to.minus(apart), POINTS), apart);
    }

    /** The last hour in twelve rows, for whoever reads it as a table; the latest first. */
    List<Map<String, Object>> table() {
        Instant to = clock.instant();
        Instant first = to.minus(length(Time.HOUR)).truncatedTo(ChronoUnit.MINUTES);
        List<Figures> minutes = history.series(first, to, POINTS);
        var rows = new ArrayList<Map<String, Object>>();
        for (Instant begin = first; begin.isBefore(to); begin = begin.plus(TABLE_STEP)) {
            Instant from = begin;
            minutes.stream().filter(each -> !each.from().isBefore(from) && each.from().isBefore(from.plus(TABLE_STEP)))
                    .reduce((one, other) -> one.with(other, from, (int) TABLE_STEP.toMinutes()))
                    .ifPresent(each -> rows.addFirst(row(from, each)));
        }
        return rows;
    }

    /** In which the site tells times. */
    ZoneId zone() {
        Pages pages = site;
        try {
            return pages == null ? ZoneOffset.UTC : pages.site().zone();
        } catch (PortUnavailableException e) {
            return ZoneOffset.UTC;
        }
    }

    private Duration length(Time time) {
        return switch (time) {
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
            case CAMPAIGN -> campaign;
        };
    }

    private static Map<String, Object> row(Instant from, Figures figures) {
        List<Money> amounts = figures.amount().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .flatMap(each -> money(each.getKey(), each.getValue()).stream()).toList();
        return Map.of("from", from, "gifts", figures.gifts(), "amounts", amounts, "visitors", figures.visitors(),
                "errors", figures.errors(), "slow", Math.round(figures.p99Micros() / 1000.0));
    }

    /** Nothing where the file has a currency that there is not. */
    private static Optional<Money> money(String currency, long minor) {
        return CurrencyUnit.registeredCurrencies().stream().filter(each -> each.getCode().equals(currency)).findFirst()
                .map(each -> Money.ofMinor(each, minor));
    }
}
