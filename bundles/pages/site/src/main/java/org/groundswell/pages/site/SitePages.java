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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.PaymentChoices;
import org.groundswell.donations.api.PaymentChoices.Choice;
import org.groundswell.edge.api.SnapshotPublisher;
import org.groundswell.pages.api.PageException;
import org.groundswell.pages.api.Pages;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.api.SiteProblems;
import org.osgi.framework.BundleContext;
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
 * Keeps the published pages up to date with the site folder and the ledger: looks four times a second whether either
 * has changed, and renders at most that often, however many donations arrive.
 */
@Component(immediate = true, configurationPid = "org.groundswell.pages.site")
@Designate(ocd = SitePages.Config.class)
public final class SitePages implements Pages, SiteProblems, LedgerListener {
    private static final Logger LOG = LoggerFactory.getLogger(SitePages.class);
    private static final String PUBLISHER = "org.groundswell.pages.site";
    private static final long TICK_MILLIS = 250;
    private static final Duration LEDGER_GRACE = Duration.ofSeconds(5);

    private final SnapshotPublisher publisher;
    private final Path folder;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("pages").daemon().factory());

    private volatile Ledger ledger;
    private volatile PaymentChoices paymentChoices;
    private volatile SnapshotBuilder current;
    private volatile Figures figures = Figures.UNKNOWN;
    private volatile List<String> problems = List.of();
    private volatile boolean whole;
    private volatile boolean figuresChanged = true;
    /** A page with figures must not be replaced by one without only because the ledger is still on its way. */
    private final long publishWithoutLedgerAt;
    /** Touched by one thread at a time, as is all below: the constructor's, then the timer's. */
    private String fingerprint = "";
    private boolean unpublished;
    private Ledger askedLedger;

    /** Settings of the site. */
    @ObjectClassDefinition(name = "Groundswell pages: site folder")
    public @interface Config {
        @AttributeDefinition(description = "The folder with the site; a relative path is below the node's folder")
        String folder() default "site";
    }

    @Activate
    public SitePages(BundleContext context, @Reference SnapshotPublisher publisher, Config config) {
        this(publisher, Path.of(Optional.ofNullable(context.getProperty("groundswell.home")).orElse("."))
                .resolve(config.folder()), LEDGER_GRACE);
        timer.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    SitePages(SnapshotPublisher publisher, Path folder, Duration ledgerGrace) {
        this.publisher = publisher;
        this.folder = folder.toAbsolutePath();
        this.publishWithoutLedgerAt = System.nanoTime() + ledgerGrace.toNanos();
        load();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLedger(Ledger present) {
        ledger = present;
    }

    void unbindLedger(Ledger gone) {
        ledger = ledger == gone ? null : ledger;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPaymentChoices(PaymentChoices present) {
        paymentChoices = present;
    }

    void unbindPaymentChoices(PaymentChoices gone) {
        paymentChoices = paymentChoices == gone ? null : paymentChoices;
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public void committed(List<Entry> entries) {
        figuresChanged = true;
    }

    @Override
    public Site site() {
        return builder().loaded().site();
    }

    @Override
    public byte[] render(String page, String language, Map<String, ?> values) {
        return builder().renderer().render(page, language, figures, values).html().getBytes(StandardCharsets.UTF_8);
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

    /** Looks whether something has changed and publishes it. */
    void tick() {
        try {
            load();
            boolean choicesChanged = updateChoices();
            boolean ledgerChanged = updateFigures();
            boolean isWaiting = ledger == null && System.nanoTime() - publishWithoutLedgerAt < 0;
            if (current != null && !isWaiting && (unpublished || choicesChanged || ledgerChanged)) {
                var failed = new ArrayList<String>();
                publisher.publish(PUBLISHER, current.build(figures, failed));
                unpublished = false;
                if (!failed.isEmpty()) {
                    report(failed);
                }
            }
        } catch (RuntimeException e) {
            report(List.of("site: " + e.getMessage()));
            LOG.debug("The site could not be published", e);
        }
    }

    private void load() {
        try {
            reloadIfChanged();
        } catch (IOException e) {
            report(List.of("site: " + folder + " cannot be read: " + e.getMessage()));
        }
    }

    private void reloadIfChanged() throws IOException {
        String now = SiteFolder.fingerprint(folder);
        if (now.equals(fingerprint)) {
            return;
        }
        fingerprint = now;
        var found = new ArrayList<Problem>();
        Optional<LoadedSite> loaded = SiteLoader.load(SiteFolder.read(folder, found), found);
        var messages = new ArrayList<>(found.stream().map(Problem::toString).toList());
        Optional<SnapshotBuilder> next = loaded.map(site -> new SnapshotBuilder(site, choices(site.site())));
        // A rehearsal finds what only shows when a page is rendered.
        next.ifPresent(builder -> builder.build(figures, messages));
        report(messages);
        if (next.isPresent() && (messages.isEmpty() || !whole)) {
            current = next.get();
            unpublished = true;
            figuresChanged = true;
            whole = messages.isEmpty();
            LOG.info("Read the site folder {}", folder);
        }
    }

    private boolean updateFigures() {
        Ledger present = ledger;
        boolean ask = figuresChanged || present != askedLedger;
        if (current == null || present == null || !ask) {
            return false;
        }
        figuresChanged = false;
        try {
            Figures now = Figures.read(present, current.loaded().site());
            askedLedger = present;
            boolean changed = !now.equals(figures);
            figures = now;
            return changed;
        } catch (LedgerUnavailableException e) {
            // The last known figures stay; the next tick asks again.
            figuresChanged = true;
            LOG.debug("The ledger could not be asked", e);
            return false;
        }
    }

    private boolean updateChoices() {
        if (current == null || paymentChoices == null) {
            return false;
        }
        var now = choices(current.loaded().site());
        if (now.equals(current.choices())) {
            return false;
        }
        current = new SnapshotBuilder(current.loaded(), now);
        return true;
    }

    private Map<String, List<Choice>> choices(Site site) {
        PaymentChoices present = paymentChoices;
        if (present == null) {
            return current == null ? Map.of() : current.choices();
        }
        var choices = new HashMap<String, List<Choice>>();
        site.languages().forEach(language -> choices.put(language, present.choices(language)));
        return choices;
    }

    private void report(List<String> messages) {
        if (!messages.equals(problems)) {
            var distinct = messages.stream().distinct().toList();
            problems = distinct;
            distinct.forEach(message -> LOG.error("{}", message));
            if (distinct.isEmpty()) {
                LOG.info("The site folder has no problems");
            } else if (whole) {
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
