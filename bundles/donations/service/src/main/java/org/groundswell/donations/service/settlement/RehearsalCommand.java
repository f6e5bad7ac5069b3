package org.groundswell.donations.service.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Totals;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Pages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's {@code groundswell:rehearsal-ends}: what visitors see of tests begins at nothing. */
@Component(service = RehearsalCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=rehearsal-ends"})
@Descriptor("Keeps the tests so far apart: what visitors see of tests begins at nothing; removes nothing")
public final class RehearsalCommand implements Function {
    private final Ledger ledger;
    private final Pages pages;

    @Activate
    public RehearsalCommand(@Reference Ledger ledger, @Reference Pages pages) {
        this.ledger = ledger;
        this.pages = pages;
    }

    @Override
    public String execute(CommandSession session, List<Object> arguments) {
        if (!arguments.isEmpty()) {
            throw new CommandFailedException("expected groundswell:rehearsal-ends alone, found " + arguments
                    + "; nothing was changed");
        }
        List<Totals> before = totals().toList();
        ledger.endRehearsal(Instant.now());
        var lines = new ArrayList<String>();
        before.stream().filter(each -> each.isTest() && each.donations() > 0).forEach(each -> lines.add(each.campaign()
                + ": " + each.raised() + " of " + each.donations() + " tests kept apart"));
        lines.add(totals().anyMatch(Totals::isTest)
                ? "What visitors see begins at nothing again. Until a live key is set it counts the tests to come, and says"
                        + " that they are tests. Nothing has left the book."
                : "Visitors see real money only, as before. Nothing has left the book.");
        return String.join("\n", lines);
    }

    private Stream<Totals> totals() {
        return pages.site().campaigns().stream().map(this::totals);
    }

    private Totals totals(Campaign campaign) {
        return ledger.totals(campaign.id(), campaign.goal().getCurrencyUnit());
    }
}
