package org.groundswell.pages.site;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.site.Cards.Card;
import org.groundswell.pages.site.Cards.Place;
import org.groundswell.pages.site.Figures.CampaignFigures;
import org.groundswell.shared.loops.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has pictures drawn of what campaigns have raised, once a minute and only of what has changed; no page waits for them,
 * and where none can be drawn pages have none. Drawn by one thread at a time; may be asked by any.
 */
final class CardTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardTable.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Loop loop = Loop.of("pictures of figures");

    private volatile Wanted wanted;
    private volatile Cards now = Cards.NONE;
    private Wanted last;
    private Instant next = Instant.MIN;
    private boolean broken;

    /** What visitors see, of which pictures are to be drawn. */
    private record Wanted(LoadedSite site, Figures figures) {
    }

    /** From now on a thread of its own draws what is due. */
    void start() {
        loop.every(LOOK, () -> draw(Instant.now()));
    }

    @Override
    public void close() {
        loop.close();
    }

    /** What there is. */
    Cards now() {
        return now;
    }

    void show(LoadedSite site, Figures figures) {
        wanted = new Wanted(site, figures);
    }

    /** Draws what is due at this moment. */
    void draw(Instant moment) {
        Wanted present = wanted;
        boolean same = present == null || last != null && last.site == present.site
                && last.figures.byCampaign().equals(present.figures.byCampaign());
        if (broken || same || moment.isBefore(next)) {
            return;
        }
        next = moment.plus(PAUSE);
        boolean sameColours = last != null && last.site.appearance().equals(present.site.appearance());
        last = present;
        try {
            now = new Cards(drawn(present, sameColours ? now : Cards.NONE));
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A machine without fonts: it gets none while this runs.
            broken = true;
            LOG.info("Campaigns' figures cannot be drawn on this machine, pages are shared without a picture of them: {}",
                    e.toString());
        }
    }

    /** @param before what need not be drawn again where it says the same */
    private Map<Place, List<Card>> drawn(Wanted present, Cards before) {
        var drawing = new CardDrawing(new Palette(present.site.appearance().colours()));
        var all = new HashMap<Place, List<Card>>();
        for (Campaign campaign : present.site.site().campaigns()) {
            CampaignFigures figures = present.figures.byCampaign().get(campaign.id());
            for (String language : present.site.site().languages()) {
                if (figures != null) {
                    var place = new Place(campaign.id(), language);
                    CardWords words = CardWords.of(present.site, campaign, language, figures);
                    before.of(place).filter(card -> card.words().equals(words))
                            .or(() -> drawing.png(words).map(png -> new Card(words, snapshot(place, png))))
                            .ifPresent(card -> all.put(place, now.after(place, card)));
                }
            }
        }
        return Map.copyOf(all);
    }

    /**
     * Its address changes with what it shows, so that nobody shows an older one for it. It is not said to stay for ever: the
     * edge keeps such files for a while, and a new one each minute would take the place of older pages' style.
     */
    private static Snapshot snapshot(Place place, byte[] png) {
        return Snapshot.of("/cards/" + place.campaign() + "." + place.language() + "." + Asset.digest(png) + ".png", "image/png",
                Caching.REVALIDATE, png);
    }
}
