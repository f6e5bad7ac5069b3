package org.groundswell.console.gifts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.console.api.rest.RestRoutes;
import org.groundswell.console.api.rest.Route;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Totals;
import org.groundswell.pages.api.Campaign;
import org.groundswell.shared.money.MoneyText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What each campaign has raised, for programs. */
@Component
public final class FigureRoutes implements RestRoutes {
    private final Ledger ledger;
    private final Choices choices;
    private final List<Route> routes = List.of(Route.get("/figures", "What each campaign has raised, as visitors see it",
            Set.of(Role.VIEWER, Role.EDITOR, Role.FINANCE, Role.OPERATOR), List.of(), Figures.class,
            RestProblems.guarded(_ -> RestAnswer.of(figures()))));

    /** All campaigns, as the site has them in order. */
    record Figures(List<Raised> campaigns) {
    }

    /**
     * @param updated not there before the first gift
     * @param test    whether no real money moved yet
     */
    record Raised(String campaign, String currency, String raised, String goal, long donations, Optional<Instant> updated,
            boolean test) {
    }

    @Activate
    public FigureRoutes(@Reference Ledger ledger, @Reference Choices choices) {
        this.ledger = ledger;
        this.choices = choices;
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private Figures figures() {
        return new Figures(choices.site().campaigns().stream().map(this::raised).toList());
    }

    private Raised raised(Campaign campaign) {
        Totals totals = ledger.totals(campaign.id(), campaign.goal().getCurrencyUnit());
        return new Raised(campaign.id(), totals.raised().getCurrencyUnit().getCode(), MoneyText.plain(totals.raised()),
                MoneyText.plain(campaign.goal()), totals.donations(),
                Optional.of(totals.updated()).filter(at -> !at.equals(Instant.EPOCH)), totals.isTest());
    }
}
