package org.groundswell.pages.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.groundswell.pages.migration.HugoFolder.File;

/**
 * A page of a Hugo site, as far as it can be understood by itself.
 *
 * @param written  the whole file
 * @param address  its path on the old host
 * @param page     what it becomes; its text is Hugo's still
 */
record HugoPage(File file, String written, FrontMatter front, String address, OldPage page) {
    private static final Set<String> NEWS = Set.of("article", "articles", "blog", "news", "nieuws", "post", "posts", "stories",
            "story", "updates");
    private static final String INDEX = "index";
    private static final String SECTION = "_index";

    /** @param isDefault whether addresses of this language have none in front */
    static HugoPage of(File file, String written, FrontMatter front, boolean isDefault) {
        String path = path(file.path());
        boolean news = isNews(file.path(), front);
        String slug = front.text("slug");
        String last = slug.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : slug;
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String own = path.isEmpty() ? "" : inAddress(folder + last) + "/";
        String address = front.text("url").isEmpty() ? (isDefault ? "/" : "/" + file.language() + "/") + own
                : front.text("url");
        String name = path.isEmpty() ? "home" : news ? SafeName.of(last)
                : isNewsSection(file.path()) ? "news" : SafeName.ofPath(folder + last);
        var head = new TreeMap<String, String>();
        String title = MarkdownWriter.plain(front.text("title"));
        head.put("title", title.isEmpty() ? last.isEmpty() ? "Home" : last.replace('-', ' ') : title);
        for (String key : List.of("description", "summary")) {
            if (!front.text(key).isEmpty()) {
                head.put(key, MarkdownWriter.plain(front.text(key)));
            }
        }
        return new HugoPage(file, written, front, address, new OldPage(file.source(), address, file.language(), name,
                news ? front.day("date") : Optional.empty(), front.isTrue("draft"), front.texts("aliases").stream()
                        .map(alias -> alias(address, alias)).toList(), head, front.body()));
    }

    /** Without a slash in front it is beside the page. */
    private static String alias(String address, String alias) {
        return alias.startsWith("/") || alias.contains("://") ? alias
                : address.replaceFirst("[^/]*/?$", "").replaceFirst("^/?", "/") + alias;
    }

    /** The folder that pictures beside it are in. */
    Path folder() {
        return file.file().getParent();
    }

    /** As Hugo makes addresses of names. */
    private static String inAddress(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("\\s+", "-").replaceAll("[^\\p{L}\\p{M}\\p{N}/._~-]", "")
                .replaceAll("-{2,}", "-");
    }

    /** Below its language, "" for the first page. */
    private static String path(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        return last.equals(INDEX) || last.equals(SECTION) ? folder.replaceFirst("/$", "") : file;
    }

    private static boolean isNews(String path, FrontMatter front) {
        return front.day("date").isPresent() && path.contains("/") && !path.endsWith("/" + SECTION)
                && (isInNews(path) || NEWS.contains(front.text("type")));
    }

    private static boolean isNewsSection(String path) {
        return isInNews(path) && path.indexOf('/') == path.length() - SECTION.length() - 1 && path.endsWith(SECTION);
    }

    private static boolean isInNews(String path) {
        return path.contains("/") && NEWS.contains(path.substring(0, path.indexOf('/')).toLowerCase(Locale.ROOT));
    }
}
