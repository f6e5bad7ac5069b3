package org.groundswell.pages.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;

/**
 * Renders a loaded site into a set of snapshots. Pages that show no figures are rendered once and kept. Used by one
 * thread at a time.
 */
final class SnapshotBuilder {
    /** Stands where each response gets its own key; the edge replaces it. */
    static final String KEY_PLACE = "00000000-0000-7000-8000-000000000000";
    private static final String HTML = "text/html; charset=utf-8";
    /** What an address may say of a gift; without scripts the node fills the form. */
    private static final Set<String> FILLING = Set.of("campaign", "amount", "monthly");
    private static final List<Integer> STATUSES = List.of(0, 400, 404, 405, 409, 413, 415, 429, 500, 503);

    private final LoadedSite loaded;
    private final Renderer renderer;
    /** Pages that show no figures. */
    private final Map<String, Snapshot> kept = new HashMap<>();
    /** What each path showed last, for a page that fails on new figures. */
    private final Map<String, Snapshot> lastGood = new HashMap<>();
    private final Contributions contributions;
    private final RootFiles rootFiles;
    private final List<Snapshot> feeds;
    private final Embeds embeds;
    private final LastPages last;
    private Map<String, Map<Integer, Snapshot>> errors;
    /** What was built and has not been looked through; null where there is nothing to look at. */
    private List<Snapshot> unread;
    private List<String> remarks;
    private List<String> deadLinks = List.of();
    private Map<String, String> foreign = Map.of();

    /** @param before what visitors see now, or null; where a page fails, it stays as it is there */
    SnapshotBuilder(LoadedSite loaded, Contributions contributions, LimitedRenders renders, LastPages last,
            SnapshotBuilder before) {
        this.loaded = loaded;
        this.last = last;
        this.renderer = before != null && before.loaded == loaded ? before.renderer : new Renderer(loaded, renders);
        this.contributions = contributions;
        this.rootFiles = new RootFiles(loaded, contributions.address());
        this.embeds = new Embeds(loaded, contributions.address());
        this.feeds = new NewsFeed(loaded, contributions.address()).snapshots();
        if (before != null) {
            lastGood.putAll(before.lastGood);
        }
    }

    LoadedSite loaded() {
        return loaded;
    }

    Renderer renderer() {
        return renderer;
    }

    Contributions contributions() {
        return contributions;
    }

    /**
     * Finds what only shows when a page is rendered. After a page that goes beyond its limits it ends: the site is not
     * good, and whatever else is tried waits for a place.
     *
     * @return whether there is any use in building it
     */
    boolean rehearse(Figures figures, PageProblems problems) {
        if (!renderer.hasPlace()) {
            problems.add(new Problem("", 0, "no change can be tried any more, because pages of changes before do not end being"
                    + " rendered (a pattern over a long text?): mend the template, then restart the node"));
            return false;
        }
        SiteLoader.checkTemplates(loaded).forEach(problems::add);
        loaded.pages().forEach(page -> {
            if (renderer.isWithinLimits()) {
                page(page, figures, problems);
            }
        });
        if (renderer.isWithinLimits()) {
            errors = errors(problems);
        }
        return renderer.isWithinLimits();
    }

    /**
     * All snapshots for these figures. What cannot be rendered stays as it was and is a problem; what never was good says
     * that it is being mended.
     */
    SnapshotSet build(Figures figures, PageProblems problems) {
        if (errors == null) {
            SiteLoader.checkTemplates(loaded).forEach(problems::add);
        }
        var snapshots = new ArrayList<Snapshot>();
        var streams = new HashMap<String, String>();
        loaded.shownPages().forEach(page -> {
            Optional<Snapshot> fresh = page(page, figures, problems);
            fresh.ifPresent(snapshot -> last.forget(snapshot.path()));
            snapshots.add(fresh.orElseGet(() -> stale(page)));
        });
        loaded.assets().values().forEach(asset -> snapshots.add(Snapshot.of(asset.path(), asset.contentType(),
                Caching.IMMUTABLE, asset.bytes())));
        snapshots.addAll(rootFiles.of(snapshots));
        Stream.of(feeds, figures.cards().snapshots(), embeds.of(figures)).flatMap(List::stream)
                .filter(each -> !rootFiles.has(each.path())).forEach(snapshots::add);
        figures.byCampaign().forEach((id, each) -> {
            snapshots.add(Snapshot.of("/api/campaigns/" + id, "application/json", Caching.REVALIDATE,
                    each.json(id).getBytes(StandardCharsets.UTF_8)));
            streams.put("/live/" + id, "/api/campaigns/" + id);
        });
        if (errors == null) {
            errors = errors(problems);
        }
        if (remarks == null) {
            unread = snapshots;
        }
        return new SnapshotSet(snapshots, loaded.site().languages(), errors, streams);
    }

    /** What an admin should know of what is shown; of the pages, once they were built. No visitor waits for it. */
    List<String> remarks() {
        if (unread != null) {
            List<Snapshot> built = unread;
            unread = null;
            remarks = remarks(built);
        }
        return Stream.concat(loaded.remarks().stream().map(Problem::toString), remarks == null ? Stream.of()
                : remarks.stream()).toList();
    }

    /** Links and pictures that lead nowhere, and what browsers keep out, which are among the {@link #remarks} and known with them. */
    List<String> deadLinks() {
        return deadLinks;
    }

    /**
     * What is to be said of each path that pages link to and that is not the site's, should nobody answer it; known with
     * the {@link #remarks}.
     */
    Map<String, String> foreign() {
        return foreign;
    }

    private List<String> remarks(List<Snapshot> snapshots) {
        var shown = new HashMap<String, Snapshot>();
        snapshots.forEach(each -> shown.put(each.path(), each));
        var links = new DeadLinks(loaded, shown.keySet());
        var blocked = new BlockedParts(loaded, contributions.address());
        loaded.shownPages().stream().filter(page -> page.isAtItsName() && shown.containsKey(page.path())).forEach(page -> {
            String html = StandardCharsets.UTF_8.decode(shown.get(page.path()).body()).toString();
            links.check(page.language(), page.page(), html);
            blocked.check(page.language(), page.page(), html);
        });
        foreign = Map.copyOf(links.foreign());
        deadLinks = Stream.concat(links.messages().stream(), blocked.messages().stream()).toList();
        return Stream.of(News.twice(loaded), Completeness.pages(loaded), Completeness.texts(loaded),
                        Completeness.receipts(loaded, contributions.receipts()), deadLinks)
                .flatMap(List::stream).map(Object::toString).toList();
    }

    /** One page for these figures, or nothing where it cannot be rendered; then there is a problem. */
    Optional<Snapshot> page(PublicPage asked, Figures figures, PageProblems problems) {
        Snapshot before = kept.get(asked.path());
        if (before != null) {
            return Optional.of(before);
        }
        try {
            String id = asked.campaign().id();
            var values = new HashMap<>(contributions.values());
            values.putAll(Map.of("key", KEY_PLACE, "choices", contributions.choices(asked.language(),
                    asked.campaign().goal().getCurrencyUnit()), "sections", contributions.sections(asked.language(),
                    asked.page()), "form", Map.of("campaign", id), "campaign", id, "errors", Map.of(), "state", ""));
            var rendered = renderer.render(asked.page(), asked.language(), figures, values);
            Snapshot snapshot = snapshot(asked, rendered.html());
            if (!rendered.showsFigures()) {
                kept.put(asked.path(), snapshot);
            }
            lastGood.put(asked.path(), snapshot);
            return Optional.of(snapshot);
        } catch (RenderFailure e) {
            problems.add(e);
            return Optional.empty();
        }
    }

    /** In the place of a page that cannot be rendered. */
    private Snapshot stale(PublicPage asked) {
        String path = asked.path();
        Snapshot good = lastGood.computeIfAbsent(path, _ -> last.find(path)
                .map(html -> snapshot(asked, html)).orElse(null));
        if (good == null) {
            return Snapshot.of(path, HTML, Caching.NEVER,
                    StandIn.html(loaded, asked.language()).getBytes(StandardCharsets.UTF_8));
        }
        last.keep(path, good.bytes());
        return good;
    }

    private static Snapshot snapshot(PublicPage asked, String html) {
        String path = asked.path();
        String page = asked.page();
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        int place = html.indexOf(KEY_PLACE);
        if (place < 0) {
            Snapshot snapshot = Snapshot.of(path, HTML, Caching.REVALIDATE, body);
            return page.equals("thanks") || page.equals("sorry") ? snapshot.personalWith("donation") : snapshot;
        }
        if (html.indexOf(KEY_PLACE, place + 1) >= 0) {
            throw new RenderFailure("site/templates/" + page + ".ftlh: expected ${key} once, found it twice", page,
                    asked.language(), null);
        }
        int offset = html.substring(0, place).getBytes(StandardCharsets.UTF_8).length;
        Snapshot form = Snapshot.withKey(path, HTML, body, offset);
        return page.equals(LoadedSite.FORM) ? form.filledBy(FILLING) : form;
    }

    private Map<String, Map<Integer, Snapshot>> errors(PageProblems problems) {
        var byLanguage = new HashMap<String, Map<Integer, Snapshot>>();
        for (String language : loaded.site().languages()) {
            var byStatus = new HashMap<Integer, Snapshot>();
            for (int status : STATUSES) {
                try {
                    String html = renderer.render("error", language, Figures.UNKNOWN, Map.of("status", status)).html();
                    byStatus.put(status, Snapshot.of("/" + language + "/error/" + status, HTML, Caching.NEVER,
                            html.getBytes(StandardCharsets.UTF_8)));
                } catch (RenderFailure e) {
                    problems.add(e);
                }
            }
            byLanguage.put(language, Map.copyOf(byStatus));
        }
        return Map.copyOf(byLanguage);
    }
}
