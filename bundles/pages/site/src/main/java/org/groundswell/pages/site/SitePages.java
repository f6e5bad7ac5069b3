package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.edge.api.snapshots.SnapshotPublisher;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.api.SiteProblems;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.services.ServletPaths;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the published pages up to date with the site folder and the ledger: looks four times a second whether either
 * has changed, and renders at most that often, however many donations arrive.
 */
@Port(port = "pages.site")
@Component(immediate = true, configurationPid = "org.groundswell.pages.site")
@Designate(ocd = SitePages.Config.class)
public final class SitePages extends EditedPages implements Pages, SiteProblems, SiteEditing {
    private static final Logger LOG = LoggerFactory.getLogger(SitePages.class);
    private static final String PUBLISHER = "org.groundswell.pages.site";
    private static final Duration TICK = Duration.ofMillis(250);
    /** Below the folder of what the node remembers. */
    private static final String KEPT = "pages";
    private static final Duration BUNDLES_GRACE = Duration.ofMinutes(1);
    private static final Duration LEDGER_GRACE = Duration.ofSeconds(5);

    private final SnapshotPublisher publisher;
    private final DonationView donations;
    private final Sections sections;
    private final SiteAddress address;
    private final CurrentSite site;
    private final FolderEditing editing;
    /** Held while the folder is read or changed. */
    private final Object reading = new Object();
    private final ForeignLinks foreign;
    private final LedgerPatience patience;
    private final KnownProblems problems = new KnownProblems();
    private final LimitedRenders renders = new LimitedRenders();
    /** For pages that are for one donor each. */
    private final LimitedRenders personal = new LimitedRenders();
    private final LimitedRenders trials = LimitedRenders.ofTrials();
    private final Loop loop = Loop.of("pages", Need.PAGES, Duration.ofSeconds(30));
    private final CardTable cards = new CardTable();

    /** Touched by one thread at a time, as is the next one: the constructor's, then the timer's. */
    private List<String> ofPages = List.of();
    private boolean unpublished;
    private volatile Cards shownCards = Cards.NONE;

    /** Settings of the site. */
    @ObjectClassDefinition(name = "Groundswell pages: site folder")
    public @interface Config {
        @AttributeDefinition(description = "The folder with the site; a relative path is below the node's folder")
        String folder() default "site";
    }

    @Activate
    public SitePages(BundleContext context, @Reference SnapshotPublisher publisher,
            @Reference DonationView donations, @Reference Sections sections, @Reference SiteAddress address,
            Config config) throws IOException {
        this(publisher, donations, sections, address, NodeFolder.of(context).resolve(config.folder()), LEDGER_GRACE,
                Shipped.in(context.getBundle()), NodeFolder.of(context).data().resolve(KEPT),
                new ForeignLinks(() -> ServletPaths.now(context, PublicServlet.SELECT), BUNDLES_GRACE),
                InstantSource.system());
        loop.every(TICK, Duration.ZERO, this::tick);
        cards.start();
    }

    SitePages(SnapshotPublisher publisher, DonationView donations, Sections sections, SiteAddress address,
            Path folder, Duration ledgerGrace, Shipped shipped, Path kept, ForeignLinks foreign, InstantSource clock) {
        this.foreign = foreign;
        this.publisher = publisher;
        this.donations = donations;
        this.sections = sections;
        this.address = address;
        // First: it finishes what was begun before the node's end.
        this.editing = new FolderEditing(folder.toAbsolutePath(), shipped, kept, trials, this::contributions,
                this::figures, foreign, reading);
        this.site = new CurrentSite(folder.toAbsolutePath(), shipped, kept, renders, trials,
                this::contributions, this::figures, clock);
        this.patience = new LedgerPatience(donations, ledgerGrace);
        load();
        report();
    }

    @Deactivate
    void stop() {
        loop.close();
        cards.close();
        renders.close();
        personal.close();
        trials.close();
    }

    @Override
    public Site site() {
        return builder().loaded().site();
    }

    @Override
    public byte[] render(String page, String language, Map<String, ?> values) {
        try {
            var all = new HashMap<String, Object>(values);
            all.putAll(contributions().values());
            SnapshotBuilder present = builder();
            return present.renderer().render(page, present.loaded().spoken(language, page), figures(), all, personal)
                    .html().getBytes(StandardCharsets.UTF_8);
        } catch (RenderFailure e) {
            throw new PageException(e.getMessage(), e);
        }
    }

    @Override
    public String text(String language, String key, Object... arguments) {
        return builder().loaded().translations().text(language, key, arguments);
    }

    @Override
    public List<String> problems() {
        return problems.now();
    }

    @Override
    public boolean isWhole() {
        return site.isWhole();
    }

    @Override
    FolderEditing editing() {
        return editing;
    }

    /** Pictures of figures, which a thread of their own draws. */
    CardTable cards() {
        return cards;
    }

    /** Looks whether something has changed and publishes it. Whatever fails, the next look follows. */
    void tick() {
        try {
            load();
            if (site.shown() != null) {
                if (site.turn()) {
                    donations.outdate();
                    unpublished = true;
                }
                SnapshotBuilder shown = site.shown();
                unpublished |= donations.refresh(shown.loaded().site());
                unpublished |= sections.refresh(shown.loaded().site());
                unpublished |= cards.now() != shownCards;
                unpublished |= shown.renderer().isRested() || !shown.contributions().address().equals(address.now());
                if (unpublished && !patience.isWaiting()) {
                    publish();
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("The site could not be published", e);
            if (loop.isClosed()) {
                // Another one publishes by now, and this one's classes have gone.
                return;
            }
            ofPages = List.of("site: the pages could not be published: " + e);
        }
        report();
    }

    private void publish() {
        var failed = new PageProblems();
        shownCards = cards.now();
        SnapshotSet set = site.build(failed);
        ofPages = failed.messages();
        publisher.publish(PUBLISHER, set);
        unpublished = false;
        cards.show(site.shown().loaded(), donations.figures());
        site.published(failed.isEmpty());
    }

    private Figures figures() {
        return donations.figures().with(shownCards);
    }

    private Contributions contributions() {
        return new Contributions(donations.choices(), sections.shown(), donations.shown(), donations.receipts(), donations.brakes(),
                address.now());
    }

    private void load() {
        boolean another;
        synchronized (reading) {
            another = site.load();
        }
        if (another) {
            ofPages = List.of();
            unpublished = true;
            donations.outdate();
        }
    }

    private void report() {
        SnapshotBuilder shown = site.shown();
        // While the folder has a mistake something else is shown than it says: what is to be said of that is old.
        List<String> remarks = shown == null || !site.problems().isEmpty() ? List.of()
                : Stream.concat(shown.remarks().stream(), foreign.dead(shown.foreign()).stream()).toList();
        problems.report(Stream.of(site.problems(), ofPages, sections.problems(), remarks).flatMap(List::stream).toList(),
                site.isWhole() && !site.problems().isEmpty());
    }

    private SnapshotBuilder builder() {
        SnapshotBuilder present = site.shown();
        if (present == null) {
            List<String> why = problems.now();
            throw new PageException(why.isEmpty() ? "The site is not read yet" : why.getFirst());
        }
        return present;
    }
}
