package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.donations.api.receipts.ReceiptDelivery;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReader;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;

/** Reads and renders a site folder for a check, without a node and without a ledger. */
public final class FolderReader implements SiteReader {
    private static final String TEMPLATES = "templates/";
    private static final int MOST_NAMED = 3;

    private final Shipped shipped;
    private final Optional<ReceiptDelivery> receipts;

    /** For {@link ServiceLoader}, by which it finds who knows what receipts need. */
    public FolderReader() throws IOException {
        this(Shipped.beside(FolderReader.class), ServiceLoader.load(ReceiptDelivery.class).findFirst());
    }

    FolderReader(Shipped shipped, Optional<ReceiptDelivery> receipts) {
        this.shipped = shipped;
        this.receipts = receipts;
    }

    @Override
    public SiteReading read(Path path) throws IOException {
        var problems = new ArrayList<Problem>();
        SiteFolder folder = SiteFolder.read(path, problems);
        Optional<LoadedSite> loaded = SiteLoader.load(folder, shipped, problems);
        var findings = new ArrayList<Finding>();
        if (loaded.isEmpty()) {
            problems.forEach(each -> findings.add(error(each)));
            return new SiteReading(Optional.empty(), findings, List.of(), List.of(), folder.all(), Map.of());
        }
        try (var renders = new LimitedRenders()) {
            return reading(loaded.get(), folder, renders, problems, findings);
        }
    }

    private SiteReading reading(LoadedSite site, SiteFolder folder, LimitedRenders renders, List<Problem> problems,
            List<Finding> findings) {
        var rehearsal = new Rehearsal(site, renders);
        rehearsal.run();
        List<PublicPage> hidden = hidden(site, rehearsal.pages());
        List<Problem> unclear = Draft.unclear(site.contents());
        Stream.of(problems, unclear, Completeness.texts(site), News.twice(site)).flatMap(List::stream)
                .forEach(each -> findings.add(error(each)));
        rehearsal.problems().forEach(each -> findings.add(Finding.error(each.file(), each.line(), each.message(),
                each.file().startsWith(TEMPLATES) ? suggestion(hidden) : "")));
        links(site, Stream.concat(rehearsal.pages().stream(), hidden.stream().map(page -> words(site, page))).toList(), findings);
        var blocked = new BlockedParts(site, Rehearsal.ADDRESS);
        rehearsal.pages().forEach(page -> blocked.check(page.language(), page.name(), page.html()));
        blocked.messages().forEach(each -> findings.add(error(Problem.said(each))));
        Receipts needed = receipts.map(each -> Receipts.of(each, site.site())).orElse(Receipts.NONE);
        Stream.of(site.remarks(), Completeness.pages(site), Completeness.receipts(site, needed)).flatMap(List::stream)
                .filter(each -> !unclear.contains(each))
                .forEach(each -> findings.add(warning(each)));
        var published = new HashMap<String, byte[]>();
        Stream.of(site.assets(), site.rootFiles()).flatMap(each -> each.values().stream())
                .forEach(asset -> published.put(asset.path(), asset.bytes()));
        return new SiteReading(Optional.of(site.site()), findings, rehearsal.pages(), SiteTexts.of(site, folder),
                folder.all(), published);
    }

    /** Pages of which a template shows nothing: what their words link to is looked at all the same. */
    private static List<PublicPage> hidden(LoadedSite site, List<Page> rendered) {
        Set<String> there = rendered.stream().map(Page::path).collect(Collectors.toSet());
        return site.pages().stream().filter(page -> !there.contains(page.path())).toList();
    }

    private static Page words(LoadedSite site, PublicPage page) {
        Content content = site.content(page.language(), page.page()).orElseThrow();
        // Places to which a page leads itself may be its template's.
        return new Page(page.language(), page.page(), page.path(), WrittenPlaces.file(page.language(), page.page()), "",
                content.meta(), content.html().replaceAll("href=\"#[^\"]*\"", ""));
    }

    private static String suggestion(List<PublicPage> hidden) {
        return hidden.isEmpty() ? "" : "headings and all else of " + hidden.stream().map(PublicPage::path).sorted().limit(MOST_NAMED)
                .collect(Collectors.joining(", ")) + (hidden.size() > MOST_NAMED ? " and " + (hidden.size() - MOST_NAMED) + " more"
                : "") + " are looked at once it is mended";
    }

    private static void links(LoadedSite site, List<Page> pages, List<Finding> findings) {
        var paths = new HashSet<String>();
        // A page that cannot be rendered is said already; a link to it is not wrong.
        site.shownPages().forEach(page -> paths.add(page.path()));
        Stream.of(site.assets(), site.rootFiles()).flatMap(each -> each.values().stream())
                .forEach(asset -> paths.add(asset.path()));
        new NewsFeed(site, Rehearsal.ADDRESS).snapshots().forEach(feed -> paths.add(feed.path()));
        var hidden = new HashSet<>(paths);
        site.pages().forEach(page -> hidden.add(page.path()));
        links(site, paths, pages.stream().filter(page -> site.isShown(page.language(), page.name())).toList(), findings);
        // What is hidden may lead to what is hidden: they may be shown together.
        links(site, hidden, pages.stream().filter(page -> !site.isShown(page.language(), page.name())).toList(), findings);
    }

    private static void links(LoadedSite site, Set<String> paths, List<Page> from, List<Finding> findings) {
        var links = new DeadLinks(site, paths);
        from.stream().filter(page -> !page.path().isEmpty()).forEach(page -> links.check(page.language(), page.name(),
                page.html()));
        links.messages().forEach(each -> findings.add(error(Problem.said(each))));
        links.foreign().values().forEach(each -> findings.add(warning(Problem.said(each.replace(
                "and no bundle answers it", "unless a bundle answers it")))));
    }

    private static Finding error(Problem problem) {
        return Finding.error(problem.file(), problem.line(), problem.message(), "");
    }

    private static Finding warning(Problem problem) {
        return Finding.warning(problem.file(), problem.line(), problem.message(), "");
    }
}
