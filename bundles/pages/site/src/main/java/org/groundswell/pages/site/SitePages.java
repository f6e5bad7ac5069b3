package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public final class SitePages implements Pages, SiteProblems {
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
    private final Path folder;
    private final Shipped shipped;
    private final GoodSite good;
    private final LastPages last;
    private final ForeignLinks foreign;
    private final LedgerPatience patience;
    private final KnownProblems problems = new KnownProblems();
    private final LimitedRenders renders = new LimitedRenders();
    private final Loop loop = Loop.of("pages", Need.PAGES, Duration.ofSeconds(30));

    private volatile SnapshotBuilder current;
    /** Touched by one thread at a time, as are the next ones: the constructor's, then the timer's. */
    private List<String> ofFolder = List.of();
    private List<String> ofPages = List.of();
    private volatile boolean whole;
    private String fingerprint = "";
    /** What is shown and not yet kept for the next start; null where there is nothing to keep. */
    private SiteFolder toKeep;
    private boolean unpublished;
    private boolean published;

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
                new ForeignLinks(() -> ServletPaths.now(context, PublicServlet.SELECT), BUNDLES_GRACE));
        loop.every(TICK, Duration.ZERO, this::tick);
    }

    SitePages(SnapshotPublisher publisher, DonationView donations, Sections sections, SiteAddress address,
            Path folder, Duration ledgerGrace, Shipped shipped, Path kept, ForeignLinks foreign) {
        this.foreign = foreign;
        this.shipped = shipped;
        this.good = new GoodSite(kept.resolve("good"));
        this.last = new LastPages(kept.resolve("last"));
        this.publisher = publisher;
        this.donations = donations;
        this.sections = sections;
        this.address = address;
        this.folder = folder.toAbsolutePath();
        this.patience = new LedgerPatience(donations, ledgerGrace);
        load();
        report();
    }

    @Deactivate
    void stop() {
        loop.close();
        renders.close();
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
            return builder().renderer().render(page, language, donations.figures(), all).html()
                    .getBytes(StandardCharsets.UTF_8);
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
        return whole;
    }

    /** Looks whether something has changed and publishes it. Whatever fails, the next look follows. */
    void tick() {
        try {
            load();
            if (current != null) {
                unpublished |= donations.refresh(current.loaded().site());
                unpublished |= sections.refresh(current.loaded().site());
                unpublished |= current.renderer().isRested() || !current.contributions().address().equals(address.now());
                if (unpublished && !patience.isWaiting()) {
                    publish();
                }
            }
        } catch (RuntimeException | Error e) {
            ofPages = List.of("site: the pages could not be published: " + e);
            LOG.debug("The site could not be published", e);
        }
        report();
    }

    private void publish() {
        if (!current.contributions().equals(contributions())) {
            current = new SnapshotBuilder(current.loaded(), contributions(), renders, last, current);
        }
        var failed = new PageProblems();
        SnapshotSet set = current.build(donations.figures(), failed);
        if (!published && !failed.isEmpty() && toKeep != null && current.renderer().isWithinLimits()) {
            set = withoutMistakes(set, failed);
        }
        ofPages = failed.messages();
        publisher.publish(PUBLISHER, set);
        unpublished = false;
        if (!published) {
            published = true;
            whole &= failed.isEmpty();
        }
        if (toKeep != null && whole && ofFolder.isEmpty() && failed.isEmpty()) {
            good.keep(toKeep);
            toKeep = null;
        }
    }

    /** At a start: all pages as they were before it, if they still can be made; else those of the folder. */
    private SnapshotSet withoutMistakes(SnapshotSet set, PageProblems failed) {
        Optional<SnapshotBuilder> before = goodBefore();
        var again = new PageProblems();
        SnapshotSet good = before.map(builder -> builder.build(donations.figures(), again)).orElse(set);
        if (before.isEmpty() || !again.isEmpty()) {
            return set;
        }
        current = before.get();
        toKeep = null;
        ofFolder = failed.messages();
        failed.clear();
        return good;
    }

    private Optional<SnapshotBuilder> goodBefore() {
        return good.load(shipped).map(site -> new SnapshotBuilder(site, contributions(), renders, last, null));
    }

    private Contributions contributions() {
        return new Contributions(donations.choices(), sections.shown(), donations.shown(), donations.receipts(), donations.brakes(),
                address.now());
    }

    private void load() {
        try {
            String now = SiteFolder.fingerprint(folder);
            if (!now.equals(fingerprint)) {
                fingerprint = now;
                read();
            }
        } catch (IOException e) {
            ofFolder = List.of("site: " + folder + " cannot be read: " + e.getMessage());
        } catch (StackOverflowError e) {
            ofFolder = List.of("site: something in " + folder + " is nested too deep to be read");
        }
    }

    private void read() throws IOException {
        var found = new ArrayList<Problem>();
        SiteFolder read = SiteFolder.read(folder, found);
        Optional<LoadedSite> loaded = SiteLoader.load(read, shipped, found);
        var messages = new ArrayList<>(found.stream().map(Problem::toString).toList());
        Optional<SnapshotBuilder> next = loaded.map(site -> new SnapshotBuilder(site, contributions(), renders, last, current));
        if (published) {
            // A rehearsal finds what only shows when a page is rendered. At the start there is nothing to protect.
            var failed = new PageProblems();
            next.ifPresent(builder -> builder.rehearse(donations.figures(), failed));
            messages.addAll(failed.messages());
        }
        ofFolder = messages;
        Optional<SnapshotBuilder> before = published || messages.isEmpty() ? Optional.empty() : goodBefore();
        if (before.isPresent()) {
            take(before.get(), null, true);
        } else if (next.isPresent() && (messages.isEmpty() || !whole)) {
            take(next.get(), read, messages.isEmpty());
            LOG.info("Read the site folder {}", folder);
        }
    }

    private void take(SnapshotBuilder builder, SiteFolder read, boolean good) {
        current = builder;
        toKeep = read;
        whole = good;
        ofPages = List.of();
        unpublished = true;
        donations.outdate();
    }

    private void report() {
        // While the folder has a mistake something else is shown than it says: what is to be said of that is old.
        List<String> remarks = current == null || !ofFolder.isEmpty() ? List.of()
                : Stream.concat(current.remarks().stream(), foreign.dead(current.foreign()).stream()).toList();
        problems.report(Stream.of(ofFolder, ofPages, sections.problems(), remarks).flatMap(List::stream).toList(),
                whole && !ofFolder.isEmpty());
    }

    private SnapshotBuilder builder() {
        SnapshotBuilder present = current;
        if (present == null) {
            List<String> why = problems.now();
            throw new PageException(why.isEmpty() ? "The site is not read yet" : why.getFirst());
        }
        return present;
    }
}
