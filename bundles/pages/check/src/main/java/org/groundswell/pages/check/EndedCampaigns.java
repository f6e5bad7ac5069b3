package org.groundswell.pages.check;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;

/** A campaign that has ended is not what visitors meet first. The pages of the others are their thanks, and meant. */
final class EndedCampaigns implements Check {
    private static final String FILE = "site.yaml";

    private final InstantSource clock;

    EndedCampaigns(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        Campaign first = reading.site().orElseThrow().campaigns().getFirst();
        if (first.isClosed(clock.instant())) {
            List<String> lines = reading.lines(FILE);
            int begin = Math.max(1, Place.line(lines, 1, "id: " + first.id()));
            found.accept(Finding.warning(FILE, Math.max(begin, Place.line(lines, begin, "closes:")), "the campaign on the home"
                    + " page, " + first.id() + ", has ended", "put another one first, or let it go on"));
        }
    }
}
