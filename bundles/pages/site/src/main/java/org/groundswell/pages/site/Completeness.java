package org.groundswell.pages.site;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one language of a site has and another one lacks, and texts that templates ask for and nobody has written. */
final class Completeness {
    /** In a page's front matter: that it is in this language only is meant. */
    private static final String TRANSLATED = "translated";
    private static final Set<String> MEANT = Set.of("no", "false");
    /** A text whose name stands in the template itself, not one that is put together. */
    private static final Pattern TEXT = Pattern.compile("(?<![\\w.])t\\(\\s*([\"'])([^\"'$]+)\\1\\s*[,)]");
    private static final int MOST_NAMED = 10;

    private Completeness() {
    }

    /** The pages of the default language that others lack, by language. */
    private static Map<String, Set<String>> lacking(LoadedSite loaded) {
        var lacking = new TreeMap<String, Set<String>>();
        List<String> languages = loaded.site().languages();
        Map<String, Content> pages = loaded.contents().getOrDefault(languages.getFirst(), Map.of());
        for (String language : languages) {
            var missing = new TreeSet<String>();
            pages.forEach((page, content) -> {
                // A page that nobody has written, such as the list of news, is made in each language that needs it.
                if (loaded.content(language, page).isEmpty() && !content.source().isEmpty()
                        && !loaded.unread().contains(LoadedSite.path(language, page))
                        && !News.isHidden(page, content, LocalDate.MAX)
                        && !MEANT.contains(content.meta().getOrDefault(TRANSLATED, "yes"))) {
                    missing.add(page);
                }
            });
            if (!missing.isEmpty()) {
                lacking.put(language, missing);
            }
        }
        return lacking;
    }

    /** One message for each language. */
    static List<Problem> pages(LoadedSite loaded) {
        String first = loaded.site().languages().getFirst();
        return lacking(loaded).entrySet().stream().map(each -> new Problem("content/" + each.getKey() + "/", 0,
                "lacks pages that content/" + first + "/ has, and links to them lead there: " + named(each.getValue())
                        + "; '" + TRANSLATED + ": no' in a page's front matter says that this is meant")).toList();
    }

    private static String named(Set<String> pages) {
        String names = String.join(", ", pages.stream().limit(MOST_NAMED).toList());
        return pages.size() > MOST_NAMED ? names + " and " + (pages.size() - MOST_NAMED) + " more" : names;
    }

    /** Texts that no language has; what only some have is said where the texts are read. */
    static List<Problem> texts(LoadedSite loaded) {
        String first = loaded.site().languages().getFirst();
        var problems = new ArrayList<Problem>();
        new TreeMap<>(loaded.sources()).forEach((name, source) -> {
            int number = 0;
            for (String line : source.lines().toList()) {
                number++;
                Matcher text = TEXT.matcher(line);
                while (text.find()) {
                    if (!loaded.translations().has(first, text.group(2))) {
                        problems.add(new Problem("templates/" + name, number, Translations.missing(first,
                                text.group(2))));
                    }
                }
            }
        });
        return problems;
    }

    /** Texts of receipts that neither the program nor the site has in a language. */
    static List<Problem> receipts(LoadedSite loaded, Receipts receipts) {
        var problems = new ArrayList<Problem>();
        new TreeMap<>(receipts.texts()).forEach((language, texts) -> {
            List<String> missing = texts.stream().filter(key -> !loaded.translations().has(language, key)).sorted()
                    .toList();
            if (!missing.isEmpty()) {
                problems.add(new Problem(Translations.file(language), 0, "lacks texts of receipts, which are in another"
                        + " language until all are there: " + String.join(", ", missing) + "; see docs/receipts.md"));
            }
        });
        return problems;
    }
}
