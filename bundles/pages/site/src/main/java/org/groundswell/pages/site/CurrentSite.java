package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The site that visitors see: as the folder says, or where that has a mistake as it was before. At a start there is
 * nothing before it but what was kept of the last run. Changed by one thread at a time; {@link #shown} and
 * {@link #isWhole} may be asked by any.
 */
final class CurrentSite {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSite.class);

    private final Path folder;
    private final Shipped shipped;
    private final GoodSite good;
    private final LastPages last;
    private final LimitedRenders renders;
    private final LimitedRenders trials;
    private final Supplier<Contributions> contributions;
    private final Supplier<Figures> figures;
    private final InstantSource clock;
    private volatile SnapshotBuilder shown;
    private volatile boolean whole;
    private List<String> problems = List.of();
    private String fingerprint = "";
    /** What is shown and not yet kept for the next start; null where there is nothing to keep. */
    private SiteFolder toKeep;
    private boolean published;

    /**
     * @param kept          the folder for what the next start may need
     * @param renders       makes pages for visitors
     * @param trials        makes those of a site that nobody sees yet
     * @param contributions what others add to pages now
     * @param figures       what pages show now
     * @param clock         says which day it is
     */
    CurrentSite(Path folder, Shipped shipped, Path kept, LimitedRenders renders, LimitedRenders trials,
            Supplier<Contributions> contributions, Supplier<Figures> figures, InstantSource clock) {
        this.folder = folder;
        this.shipped = shipped;
        this.good = new GoodSite(kept.resolve("good"));
        this.last = new LastPages(kept.resolve("last"));
        this.renders = renders;
        this.trials = trials;
        this.contributions = contributions;
        this.figures = figures;
        this.clock = clock;
    }

    /** Null before the first site. */
    SnapshotBuilder shown() {
        return shown;
    }

    /** Whether it is without mistakes, be it the present one or one from before. */
    boolean isWhole() {
        return whole;
    }

    /** What is wrong in the folder. */
    List<String> problems() {
        return problems;
    }

    /** @return whether another site is shown from now on */
    boolean load() {
        try {
            String now = SiteFolder.fingerprint(folder);
            if (!now.equals(fingerprint)) {
                fingerprint = now;
                return read();
            }
        } catch (IOException e) {
            problems = List.of("site: " + folder + " cannot be read: " + e.getMessage());
        } catch (StackOverflowError e) {
            problems = List.of("site: something in " + folder + " is nested too deep to be read");
        }
        return false;
    }

    private boolean read() throws IOException {
        var found = new ArrayList<Problem>();
        SiteFolder read = SiteFolder.read(folder, found);
        Optional<LoadedSite> loaded = SiteLoader.load(read, shipped, found);
        var messages = new ArrayList<>(found.stream().map(Problem::toString).toList());
        if (published) {
            // At the start there is nothing to protect.
            loaded.ifPresent(site -> messages.addAll(rehearsed(site)));
        }
        Optional<SnapshotBuilder> next = loaded.map(site -> builder(site, shown));
        problems = messages;
        Optional<SnapshotBuilder> before = published || messages.isEmpty() ? Optional.empty() : goodBefore();
        if (before.isPresent()) {
            show(before.get(), null, true);
        } else if (next.isPresent() && (messages.isEmpty() || !whole)) {
            show(next.get(), read, messages.isEmpty());
            LOG.info("Read the site folder {}", folder);
        } else {
            return false;
        }
        return true;
    }

    /** What only shows when pages are rendered. */
    private List<String> rehearsed(LoadedSite site) {
        var failed = new PageProblems();
        new SnapshotBuilder(now(site), contributions.get(), trials, last, shown).rehearse(figures.get(), failed);
        return failed.messages();
    }

    private void show(SnapshotBuilder builder, SiteFolder read, boolean isGood) {
        shown = builder;
        toKeep = read;
        whole = isGood;
    }

    /**
     * Shows what has come since the site was made, and no longer what has ended: news of a day, campaigns of a minute.
     *
     * @return whether there was any
     */
    boolean turn() {
        boolean isAnother = shown.loaded() != now(shown.loaded());
        if (isAnother) {
            shown = builder(shown.loaded(), shown);
        }
        return isAnother;
    }

    private LoadedSite now(LoadedSite site) {
        return site.at(clock.instant());
    }

    /** Everything that there is to publish now; what cannot be rendered is added to the problems. */
    SnapshotSet build(PageProblems failed) {
        if (!shown.contributions().equals(contributions.get())) {
            shown = builder(shown.loaded(), shown);
        }
        SnapshotSet set = shown.build(figures.get(), failed);
        boolean first = !published && !failed.isEmpty() && toKeep != null && shown.renderer().isWithinLimits();
        return first ? withoutMistakes(set, failed) : set;
    }

    /** At a start: all pages as they were before it, if they still can be made; else those of the folder. */
    private SnapshotSet withoutMistakes(SnapshotSet set, PageProblems failed) {
        Optional<SnapshotBuilder> before = goodBefore();
        var again = new PageProblems();
        SnapshotSet pages = before.map(builder -> builder.build(figures.get(), again)).orElse(set);
        if (before.isEmpty() || !again.isEmpty()) {
            return set;
        }
        shown = before.get();
        toKeep = null;
        problems = failed.messages();
        failed.clear();
        return pages;
    }

    /** What was built is published: without any mistake it is what the next start may begin with. */
    void published(boolean clean) {
        if (!published) {
            published = true;
            whole &= clean;
        }
        if (toKeep != null && whole && problems.isEmpty() && clean) {
            good.keep(toKeep);
            toKeep = null;
        }
    }

    private Optional<SnapshotBuilder> goodBefore() {
        return good.load(shipped).map(site -> builder(site, null));
    }

    private SnapshotBuilder builder(LoadedSite site, SnapshotBuilder before) {
        return new SnapshotBuilder(now(site), contributions.get(), renders, last, before);
    }
}
