package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final int MOST_LINES = 20;
    private static final Duration LEDGER_GRACE = Duration.ofSeconds(5);
    /** So many times as long for a ledger that is there already. */
    private static final int FIGURES_GRACE = 4;

    private final SnapshotPublisher publisher;
    private final DonationView donations;
    private final Sections sections;
    private final Path folder;
    private final Shipped shipped;
    private final LimitedRenders renders = new LimitedRenders();
    private final Loop loop = Loop.of("pages", Need.PAGES, Duration.ofSeconds(30));

    private volatile SnapshotBuilder current;
    private volatile List<String> problems = List.of();
    /** Touched by one thread at a time, as are the next ones: the constructor's, then the timer's. */
    private List<String> ofFolder = List.of();
    private List<String> ofPages = List.of();
    private volatile boolean whole;
    /** A page with figures must not be replaced by one without only because the ledger is still on its way. */
    private final long publishWithoutLedgerAt;
    /** A ledger that is there but does not answer is being replaced: a call to it is held for a while. */
    private final long publishWithoutFiguresAt;
    private String fingerprint = "";
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
            @Reference DonationView donations, @Reference Sections sections, Config config) throws IOException {
        this(publisher, donations, sections, NodeFolder.of(context).resolve(config.folder()), LEDGER_GRACE,
                Shipped.in(context.getBundle()));
        loop.every(TICK, Duration.ZERO, this::tick);
    }

    SitePages(SnapshotPublisher publisher, DonationView donations, Sections sections, Path folder,
            Duration ledgerGrace, Shipped shipped) {
        this.shipped = shipped;
        this.publisher = publisher;
        this.donations = donations;
        this.sections = sections;
        this.folder = folder.toAbsolutePath();
        this.publishWithoutLedgerAt = System.nanoTime() + ledgerGrace.toNanos();
        this.publishWithoutFiguresAt = System.nanoTime() + ledgerGrace.multipliedBy(FIGURES_GRACE).toNanos();
        load();
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
        return builder().renderer().render(page, language, donations.figures(), values).html()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String text(String language, String key, Object... arguments) {
        return builder().loaded().translations().text(language, key, arguments);
    }

    @Override
    public List<String> problems() {
        return problems;
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
                unpublished |= current.renderer().isRested();
                if (unpublished && !isWaiting()) {
                    publish();
                }
                report();
            }
        } catch (RuntimeException | Error e) {
            ofPages = List.of("site: the pages could not be published: " + e);
            report();
            LOG.debug("The site could not be published", e);
        }
    }

    private void publish() {
        if (!current.brought().equals(brought())) {
            current = new SnapshotBuilder(current.loaded(), brought(), renders, current);
        }
        var failed = new ArrayList<String>();
        SnapshotSet set = current.build(donations.figures(), failed);
        ofPages = failed;
        publisher.publish(PUBLISHER, set);
        unpublished = false;
        if (!published) {
            published = true;
            whole &= failed.isEmpty();
        }
    }

    private boolean isWaiting() {
        long until = donations.hasLedger() ? publishWithoutFiguresAt : publishWithoutLedgerAt;
        return !donations.knowsFigures() && System.nanoTime() - until < 0;
    }

    private Brought brought() {
        return new Brought(donations.choices(), sections.shown());
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
        report();
    }

    private void read() throws IOException {
        var found = new ArrayList<Problem>();
        Optional<LoadedSite> loaded = SiteLoader.load(SiteFolder.read(folder, found), shipped, found);
        var messages = new ArrayList<>(found.stream().map(Problem::toString).toList());
        Optional<SnapshotBuilder> next = loaded.map(site -> new SnapshotBuilder(site, brought(), renders, current));
        if (published) {
            // A rehearsal finds what only shows when a page is rendered. At the start there is nothing to protect.
            next.ifPresent(builder -> builder.rehearse(donations.figures(), messages));
        }
        ofFolder = messages;
        if (next.isPresent() && (messages.isEmpty() || !whole)) {
            current = next.get();
            ofPages = List.of();
            unpublished = true;
            donations.outdate();
            whole = messages.isEmpty();
            LOG.info("Read the site folder {}", folder);
        }
    }

    private void report() {
        var remarks = current == null ? List.<String>of()
                : current.loaded().remarks().stream().map(Problem::toString).toList();
        var all = Stream.of(ofFolder, ofPages, sections.problems(), remarks).flatMap(List::stream).distinct().toList();
        if (!all.equals(problems)) {
            all.stream().filter(each -> !problems.contains(each)).limit(MOST_LINES)
                    .forEach(message -> LOG.error("{}", message));
            problems = all;
            if (all.isEmpty()) {
                LOG.info("The site folder has no problems");
            } else if (whole && !ofFolder.isEmpty()) {
                LOG.error("The pages stay as they were until this is mended");
            }
        }
    }

    private SnapshotBuilder builder() {
        SnapshotBuilder present = current;
        if (present == null) {
            throw new PageException(problems.isEmpty() ? "The site is not read yet" : problems.getFirst());
        }
        return present;
    }
}
