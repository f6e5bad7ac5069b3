package org.groundswell.studio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.moderation.Moderation;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a screen ready for each campaign in each language of the site: a page that never changes, and what it shows, which
 * moves at most twice a second however many gifts come, and when an admin shows or hides a name.
 */
@Component(service = {StudioScreens.class, LedgerListener.class}, immediate = true,
        configurationPid = "org.groundswell.studio")
@Designate(ocd = StudioScreens.Config.class)
public final class StudioScreens implements LedgerListener {
    static final String FOLDER = "/studio/";
    private static final Logger LOG = LoggerFactory.getLogger(StudioScreens.class);
    private static final String PUBLISHER = "org.groundswell.studio";
    private static final String JSON = "application/json";
    private static final Duration TICK = Duration.ofMillis(500);
    /** So often the site and its address are looked at, too. */
    private static final int TICKS_OF_SITE = 10;

    private final Ledger ledger;
    private final Pages pages;
    private final SnapshotPublisher publisher;
    private final String shortAddress;
    private final AtomicLong changes = new AtomicLong();
    private final Loop loop = Loop.of("studio");
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Moderation moderation;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile PublicAddress address;
    /** These are the loop's own. */
    private State seen = new State(-1, -1);
    private Map<String, String> published = Map.of();
    private int ticks;

    /** Settings of the studio's screen. */
    @ObjectClassDefinition(name = "Groundswell studio screen")
    public @interface Config {
        @AttributeDefinition(description = "The address that viewers read on the screen, such as give.example.org; empty:"
                + " the host of publicUrl")
        String shortAddress() default "";
    }

    /** What the figures depend on. */
    private record State(long changes, long decisions) {
    }

    @Activate
    public StudioScreens(@Reference Ledger ledger, @Reference Pages pages, @Reference SnapshotPublisher publisher,
            Config config) {
        this(ledger, pages, publisher, config.shortAddress().strip());
        loop.every(TICK, Duration.ZERO, this::tick);
    }

    StudioScreens(Ledger ledger, Pages pages, SnapshotPublisher publisher, String shortAddress) {
        this.ledger = ledger;
        this.pages = pages;
        this.publisher = publisher;
        this.shortAddress = shortAddress;
    }

    /** For tests, which have no framework. */
    StudioScreens with(Moderation decides, PublicAddress where) {
        moderation = decides;
        address = where;
        return this;
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    @Override
    public void committed(List<Entry> entries) {
        changes.incrementAndGet();
    }

    /** The path of each screen, by campaign and language. */
    static String path(String language, String campaign) {
        return FOLDER + language + "/" + campaign;
    }

    /** Publishes what has changed. What fails stays as it is, and the next look follows. */
    void tick() {
        PublicAddress where = address;
        Moderation decides = moderation;
        var now = new State(changes.get(), decides == null ? 0 : decides.version());
        if (where == null || now.equals(seen) && ++ticks % TICKS_OF_SITE != 0) {
            return;
        }
        try {
            Map<String, String> bodies = bodies(pages.site(), new StudioFigures(ledger, pages, decides), where);
            if (!bodies.equals(published)) {
                publish(bodies);
                published = bodies;
            }
            seen = now;
        } catch (PageException | LedgerUnavailableException | PortUnavailableException e) {
            // Whoever cannot answer says so itself, and is asked again.
            LOG.debug("The screens stay as they are", e);
        }
    }

    private Map<String, String> bodies(Site site, StudioFigures figures, PublicAddress where) {
        var bodies = new TreeMap<String, String>();
        var page = new StudioPage(where.base(), shortAddress);
        for (Campaign campaign : site.campaigns()) {
            boolean isFirst = campaign.equals(site.campaigns().getFirst());
            for (String language : site.languages()) {
                bodies.put(path(language, campaign.id()), page.html(language, campaign.id(), isFirst,
                        pages.campaignTitle(language, campaign.id(), site.name())));
            }
            figures.json(site.languages(), campaign).forEach((language, json) ->
                    bodies.put("/api" + path(language, campaign.id()), json));
        }
        return bodies;
    }

    private void publish(Map<String, String> bodies) {
        var snapshots = new ArrayList<Snapshot>();
        var streams = new HashMap<String, String>();
        bodies.forEach((path, body) -> {
            boolean isFigures = path.startsWith("/api/");
            snapshots.add(Snapshot.of(path, isFigures ? JSON : "text/html; charset=utf-8", Caching.REVALIDATE,
                    body.getBytes(StandardCharsets.UTF_8)));
            if (isFigures) {
                streams.put("/live" + path.substring("/api".length()), path);
            }
        });
        snapshots.addAll(StudioPage.files());
        publisher.publish(PUBLISHER, new SnapshotSet(snapshots, List.of(), Map.of(), streams));
    }
}
