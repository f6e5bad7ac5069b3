package org.groundswell.pages.site;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.pages.api.Site;

/**
 * The news of a site: {@code content/{language}/news/{date}-{name}.md}, each at {@code /{language}/news/{name}}, and a
 * page that lists them. An entry is shown from its date on, in the site's time zone, unless it is a draft. Immutable.
 */
final class News {
    /** The page with the list, which may have words of its own. */
    static final String PAGE = "news";
    private static final String FOLDER = "news/";
    private static final Pattern ENTRY = Pattern.compile("news/(\\d{4}-\\d{2}-\\d{2})-([^/]+)");
    private static final String TITLE = "news.title";

    private final Map<String, List<NewsEntry>> byLanguage = new HashMap<>();

    News(LoadedSite loaded) {
        List<PublicPage> entries = loaded.shownPages().stream().filter(each -> isEntry(each.page())).toList();
        loaded.contents().keySet().forEach(language -> byLanguage.put(language, entries.stream()
                .filter(each -> each.language().equals(language)).map(each -> view(loaded, language, each.page()))
                .sorted(Comparator.comparing(NewsEntry::date).reversed().thenComparing(NewsEntry::page)).toList()));
    }

    /** The latest one first. */
    List<NewsEntry> in(String language) {
        return byLanguage.getOrDefault(language, List.of());
    }

    static NewsEntry view(LoadedSite loaded, String language, String page) {
        Content content = loaded.content(language, page).orElseThrow();
        return new NewsEntry(page, LoadedSite.address(language, page), date(page).orElseThrow(), content.meta().get("title"),
                content.meta().getOrDefault("summary", ""), PagePicture.of(loaded, content).map(PagePicture::shown).orElse(null));
    }

    static boolean isEntry(String page) {
        return date(page).isPresent();
    }

    /** Where a page is below its language: an entry without its date. */
    static String path(String page) {
        Matcher entry = ENTRY.matcher(page);
        return entry.matches() && isEntry(page) ? FOLDER + entry.group(2) : page;
    }

    /** Whether an entry is one that nobody is to see on this day. */
    static boolean isHidden(String page, Content content, LocalDate today) {
        return date(page).filter(date -> date.isAfter(today) || Draft.isOne(content)).isPresent();
    }

    private static Optional<LocalDate> date(String page) {
        Matcher entry = ENTRY.matcher(page);
        try {
            return entry.matches() ? Optional.of(LocalDate.parse(entry.group(1))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a folder of this many pages has news. */
    static boolean isIn(Set<String> pages) {
        return pages.stream().anyMatch(News::isEntry);
    }

    /** The contents with a list in each language that has news. */
    static Map<String, Map<String, Content>> complete(Site site, Map<String, Map<String, Content>> contents,
            Translations texts, List<Problem> remarks) {
        var complete = new HashMap<>(contents);
        for (String language : site.languages()) {
            Map<String, Content> written = contents.get(language);
            written.keySet().stream().filter(page -> page.startsWith(FOLDER) && !isEntry(page)).sorted().forEach(page ->
                    remarks.add(problem(language, page, "expected a name such as 2026-03-01-new-boat.md; without a day it is"
                            + " a page and no news")));
            if (isIn(written.keySet()) && !written.containsKey(PAGE)) {
                var pages = new HashMap<>(written);
                pages.put(PAGE, new Content(Map.of("title", texts.has(language, TITLE) ? texts.text(language, TITLE) : PAGE),
                        "", ""));
                complete.put(language, Map.copyOf(pages));
            }
        }
        return Map.copyOf(complete);
    }

    /** Entries, drafts aside, whose address an earlier one has. */
    static List<Problem> twice(LoadedSite loaded) {
        var twice = new ArrayList<Problem>();
        loaded.contents().forEach((language, pages) -> {
            var paths = new HashSet<String>();
            pages.keySet().stream().filter(page -> isEntry(page) && !Draft.isOne(pages.get(page))).sorted()
                    .filter(page -> !paths.add(path(page))).forEach(page -> twice.add(problem(language, page, "another entry"
                            + " has this name on another day, and only one of them is shown: give this one another name")));
        });
        return twice;
    }

    private static Problem problem(String language, String page, String message) {
        return new Problem("content/" + language + "/" + page + ".md", 0, message);
    }
}
