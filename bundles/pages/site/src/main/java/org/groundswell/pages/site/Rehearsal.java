package org.groundswell.pages.site;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.groundswell.pages.api.Campaign;
import org.groundswell.pages.api.Site;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.groundswell.pages.site.DonorMoments.Moment;

/** Renders every page of a loaded site with whatever it may meet. Used by one thread. */
final class Rehearsal {
    /** Where a site is that is only tried. */
    static final String ADDRESS = "https://site.invalid";
    private static final List<Integer> STATUSES = List.of(0, 404, 429, 500, 503);
    private static final String LONG_WORD = "Unterbrechung".repeat(20);

    private final LoadedSite loaded;
    private final LimitedRenders renders;
    private final Renderer renderer;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    Rehearsal(LoadedSite loaded, LimitedRenders renders) {
        this.loaded = loaded;
        this.renders = renders;
        this.renderer = new Renderer(loaded, renders);
    }

    /** What went wrong, each mistake once. */
    List<Problem> problems() {
        return List.copyOf(problems.values());
    }

    /** The pages as visitors usually meet them. */
    List<Page> pages() {
        return List.copyOf(pages.values());
    }

    void run() {
        SiteLoader.checkTemplates(loaded).forEach(this::add);
        var figures = OddFigures.of(loaded.site());
        figures.forEach((odd, each) -> loaded.pages().forEach(page -> open(page, odd, each, Map.of())));
        Map<String, String> words = words();
        loaded.pages().forEach(page -> open(page, "while giving is paused", figures.get(""), Map.of("paused", true,
                "pausedWhy", words, "banner", words, "choices", List.of())));
        otherTimes().forEach((when, then) -> {
            var another = new Renderer(then, renders);
            Figures usual = OddFigures.of(then.site()).get("");
            then.pages().forEach(page -> render(another, page.page(), page.language(), when, usual, open(page)));
        });
        for (String language : loaded.site().languages()) {
            for (Campaign campaign : loaded.site().campaigns()) {
                DonorMoments.of(campaign).stream().filter(each -> loaded.content(language, each.page()).isPresent())
                        .forEach(each -> moment(language, each));
            }
            STATUSES.forEach(status -> render("error", language, "status " + status, Figures.UNKNOWN,
                    Map.of("status", status)));
        }
    }

    /** The site as it is when campaigns have closed or have not opened yet, by what is odd then. */
    private Map<String, LoadedSite> otherTimes() {
        Site whole = loaded.whole();
        var all = new LinkedHashMap<String, LoadedSite>();
        all.put("when every campaign is closed", loaded.with(whole, whole.campaigns().stream().map(Campaign::id)
                .collect(Collectors.toSet())));
        all.put("before the campaigns that open later", loaded.with(new Site(whole.name(), whole.languages(),
                whole.campaigns().stream().filter(each -> each.opens() == null || loaded.isFirst(each)).toList(), whole.zone()),
                Set.of()));
        return all;
    }

    private void open(PublicPage page, String odd, Figures figures, Map<String, Object> further) {
        var values = new HashMap<>(open(page));
        values.putAll(further);
        String html = render(page.page(), page.language(), odd, figures, values);
        if (!html.isEmpty()) {
            pages.putIfAbsent(page.path(), described(page.language(), page.page(), page.path(), html));
        }
    }

    /** What the node says to a page that is the same for all. */
    static Map<String, Object> open(PublicPage page) {
        return Map.of("key", SnapshotBuilder.KEY_PLACE, "choices", DonorMoments.choices(), "form", Map.of("campaign",
                page.campaign().id()), "campaign", page.campaign().id(), "errors", Map.of(), "state", "");
    }

    /** What the node says to every page. */
    static Map<String, Object> always() {
        return Map.of("shown", Map.of("names", "once_read", "words", "once_read"), "receipts", true, "address", ADDRESS,
                "paused", false, "pausedWhy", Map.of(), "banner", Map.of());
    }

    private void moment(String language, Moment moment) {
        String html = render(moment.page(), language, moment.when(), Figures.UNKNOWN, moment.values());
        if (!html.isEmpty()) {
            pages.putIfAbsent(language + " " + moment.page() + " " + moment.when(),
                    described(language, moment.page(), "", html));
        }
    }

    private String render(String page, String language, String odd, Figures figures, Map<String, Object> values) {
        return render(renderer, page, language, odd, figures, values);
    }

    private String render(Renderer as, String page, String language, String odd, Figures figures, Map<String, Object> values) {
        var all = new HashMap<>(always());
        all.putAll(values);
        try {
            String html = as.render(page, language, figures, all).html();
            if (html.contains(OddFigures.HOSTILE)) {
                add(unescaped(page, language));
            }
            return html;
        } catch (RenderFailure e) {
            Problem problem = Problem.said(e.mistake());
            add(new Problem(problem.file(), problem.line(), problem.message() + " (" + e.page()
                    + (odd.isEmpty() ? "" : ", " + odd) + ")"));
            return "";
        }
    }

    private Problem unescaped(String page, String language) {
        String template = renderer.templateFor(page, loaded.content(language, page).orElse(null));
        var sources = new LinkedHashMap<String, String>();
        new TreeMap<>(loaded.sources()).forEach((name, text) -> sources.put("templates/" + name, text));
        String message = "a donor's name or words become part of the page as HTML: take ?no_esc away from them";
        return List.of("name?no_esc", "message?no_esc").stream().flatMap(each -> SourceLine.of(sources, each).stream())
                .findFirst().map(line -> line.problem(message)).orElse(new Problem("templates/" + template, 0, message));
    }

    private Page described(String language, String page, String path, String html) {
        Content content = loaded.content(language, page).orElse(null);
        return new Page(language, page, path, "content/" + language + "/" + page + ".md",
                renderer.templateFor(page, content), content == null ? Map.of() : content.meta(), html);
    }

    private Map<String, String> words() {
        var words = new HashMap<String, String>();
        loaded.site().languages().forEach(language -> words.put(language, LONG_WORD));
        return words;
    }

    /** The same mistake in another situation is no other mistake. */
    private void add(Problem problem) {
        problems.putIfAbsent(problem.file() + problem.line() + problem.message().replaceFirst(" \\(page .*", ""), problem);
    }
}
