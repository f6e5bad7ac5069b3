package org.groundswell.pages.site;

import java.time.DateTimeException;
import java.time.LocalDate;
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
    private static final String DRAFT = "draft";
    private static final Set<String> MEANT = Set.of("yes", "true");
    private static final String TITLE = "news.title";

    private final Map<String, List<NewsEntry>> byLanguage = new HashMap<>();

    News(LoadedSite loaded) {
        loaded.contents().forEach((language, pages) -> byLanguage.put(language, pages.keySet().stream().filter(News::isEntry)
                .filter(page -> loaded.isShown(language, page)).map(page -> view(loaded, language, page))
                .sorted(Comparator.comparing(NewsEntry::date).reversed().thenComparing(NewsEntry::page)).toList()));
    }

    /** The latest one first. */
    List<NewsEntry> in(String language) {
        return byLanguage.getOrDefault(language, List.of());
    }

    static NewsEntry view(LoadedSite loaded, String language, String page) {
        Content content = loaded.content(language, page).orElseThrow();
        return new NewsEntry(page, LoadedSite.address(language, page), date(page).orElseThrow(), content.meta().get("title"),
                content.meta().getOrDefault("summary", ""), PagePicture.of(loaded, content)
                        .map(picture -> picture.model("")).orElse(null));
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
        return date(page).filter(date -> date.isAfter(today) || isDraft(content)).isPresent();
    }

    static boolean isDraft(Content content) {
        return MEANT.contains(content.meta().getOrDefault(DRAFT, "no"));
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
            check(language, written.keySet(), remarks);
            if (isIn(written.keySet()) && !written.containsKey(PAGE)) {
                var pages = new HashMap<>(written);
                pages.put(PAGE, new Content(Map.of("title", texts.has(language, TITLE) ? texts.text(language, TITLE) : PAGE),
                        "", ""));
                complete.put(language, Map.copyOf(pages));
            }
        }
        return Map.copyOf(complete);
    }

    private static void check(String language, Set<String> pages, List<Problem> remarks) {
        var paths = new HashSet<String>();
        pages.stream().filter(page -> page.startsWith(FOLDER)).sorted().forEach(page -> {
            if (!isEntry(page)) {
                remarks.add(problem(language, page, "expected a name such as 2026-03-01-new-boat.md; without a day it is a"
                        + " page and no news"));
            } else if (!paths.add(path(page))) {
                remarks.add(problem(language, page, "another entry has this name on another day, and only one of them is"
                        + " shown: give this one another name"));
            }
        });
    }

    private static Problem problem(String language, String page, String message) {
        return new Problem("content/" + language + "/" + page + ".md", 0, message);
    }
}
