package org.groundswell.pages.check;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;

/** Campaigns that have ended: not what visitors meet first, and a page of thanks that is forgotten one day. */
final class EndedCampaigns implements Check {
    private static final String FILE = "site.yaml";

    private final InstantSource clock;

    EndedCampaigns(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        List<Campaign> campaigns = reading.site().orElseThrow().campaigns();
        campaigns.stream().filter(each -> each.isClosed(clock.instant())).forEach(each -> {
            boolean isFirst = each.equals(campaigns.getFirst());
            List<String> lines = reading.lines(FILE);
            int begin = Math.max(1, Place.line(lines, 1, "id: " + each.id()));
            found.accept(Finding.warning(FILE, Math.max(begin, Place.line(lines, begin, "closes:")), "the campaign "
                    + (isFirst ? "on the home page, " + each.id() + "," : each.id()) + " has ended", isFirst
                    ? "put another one first, or let it go on" : "its page gives thanks: take it away once that was said long"
                    + " enough"));
        });
    }
}
