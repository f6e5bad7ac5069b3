package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.groundswell.pages.api.Site;

/**
 * Files that look as if somebody had put them where nobody reads them: their authors wait for a page or a picture that does
 * not come. What is left by programs, and languages that are still being written, are none.
 */
final class UnreadFiles {
    private static final String CONTENT = "content/";
    private static final String TRANSLATIONS = "translations/";
    private static final Pattern SHOWN = Pattern.compile("(?i).*\\.(jpe?g|png|gif|webp|avif|svg|pdf|mp4|css|js|woff2?)");
    private static final Pattern TEXT = Pattern.compile("(?i).*\\.(md|markdown|md\\.txt|txt|html?|docx?|odt)");

    private UnreadFiles() {
    }

    static List<Problem> of(SiteFolder folder, Site site) {
        var problems = new ArrayList<Problem>();
        folder.all().keySet().forEach(name -> why(name, site.languages()).ifPresent(why -> problems.add(new Problem(name, 0,
                "nobody reads this file: " + why))));
        return problems;
    }

    private static Optional<String> why(String name, List<String> languages) {
        if (name.startsWith(CONTENT)) {
            String below = name.substring(CONTENT.length());
            int slash = below.indexOf('/');
            return slash < 0 ? lost(name, languages) : inFolder(below.substring(0, slash), name, languages);
        }
        if (name.startsWith(TRANSLATIONS)) {
            String file = name.substring(TRANSLATIONS.length());
            String tag = file.replaceFirst("(?i)\\.ya?ml$", "");
            Optional<String> meant = languages.stream().filter(tag::equalsIgnoreCase).findFirst();
            return meant.map(Translations::file).filter(expected -> !expected.equals(name) && !tag.equals(file))
                    .map(expected -> "expected " + expected);
        }
        return name.indexOf('/') < 0 && SHOWN.matcher(name).matches() ? Optional.of("pictures and files of pages are in assets/")
                : Optional.empty();
    }

    private static Optional<String> lost(String name, List<String> languages) {
        return SHOWN.matcher(name).matches() ? Optional.of("pictures and files of pages are in assets/")
                : TEXT.matcher(name).matches() ? Optional.of("a page is in the folder of its language, such as content/"
                        + languages.getFirst() + "/") : Optional.empty();
    }

    private static Optional<String> inFolder(String tag, String name, List<String> languages) {
        if (!languages.contains(tag)) {
            return languages.stream().filter(tag::equalsIgnoreCase).findFirst().map(meant -> "the language is written "
                    + meant + " in site.yaml, and so is its folder");
        }
        if (name.endsWith(".md")) {
            return Optional.empty();
        }
        return SHOWN.matcher(name).matches() ? Optional.of("pictures and files of pages are in assets/")
                : TEXT.matcher(name.toLowerCase(Locale.ROOT)).matches() ? Optional.of("a page's name ends with .md")
                : Optional.empty();
    }
}
