package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.groundswell.pages.api.check.SiteReading.Text;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** What people read on a site, as it stands in its folder: a text for each paragraph, each entry of front matter. */
final class SiteTexts {
    private static final String FENCE = "---";
    private static final String BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, th, td, blockquote";
    /** Front matter that is said to the program and not to readers. */
    private static final Pattern SETTINGS = Pattern.compile("dynamic|template|translated|picture|draft");

    private final LoadedSite loaded;
    private final SiteFolder folder;
    private final List<Text> texts = new ArrayList<>();

    private SiteTexts(LoadedSite loaded, SiteFolder folder) {
        this.loaded = loaded;
        this.folder = folder;
    }

    static List<Text> of(LoadedSite loaded, SiteFolder folder) {
        var reader = new SiteTexts(loaded, folder);
        for (String language : loaded.site().languages()) {
            reader.translations(language);
            folder.below("content/" + language + "/").keySet().stream().filter(name -> name.endsWith(".md"))
                    .forEach(name -> reader.page(language, name));
        }
        return reader.texts;
    }

    private void translations(String language) {
        String file = Translations.file(language);
        String text = folder.text(file, new ArrayList<>());
        if (text != null) {
            entries(language, file, 1, text);
        }
    }

    private void page(String language, String name) {
        Content content = loaded.content(language, name.substring(0, name.length() - ".md".length())).orElse(null);
        if (content == null || content.source().isEmpty()) {
            return;
        }
        String file = "content/" + language + "/" + name;
        List<String> lines = content.source().lines().map(String::strip).toList();
        int end = 1 + lines.subList(1, lines.size()).indexOf(FENCE);
        entries(language, file, 2, String.join("\n", content.source().lines().toList().subList(1, end)));
        for (Element block : Jsoup.parseBodyFragment(content.html()).select(BLOCKS)) {
            block.select("code, pre, sup").remove();
            // A list in a list is read item by item; what holds blocks says only what is its own.
            String text = block.select(BLOCKS).size() == 1 ? block.text() : block.ownText();
            if (!text.isBlank()) {
                texts.add(new Text(language, file, line(lines, end, text), "", text));
            }
        }
    }

    /** Where a paragraph begins: on the first line below the front matter that has its first word. */
    private static int line(List<String> lines, int from, String text) {
        String first = text.strip().split("\\s+", 2)[0];
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(first)) {
                return i + 1;
            }
        }
        return from + 1;
    }

    private void entries(String language, String file, int firstLine, String source) {
        var yaml = new YamlFile(file, firstLine, new ArrayList<>());
        yaml.mapping(source).map(yaml::flat).ifPresent(flat -> flat.forEach((key, text) -> {
            if (!SETTINGS.matcher(key).matches()) {
                texts.add(new Text(language, file, yaml.line(key), key, text));
            }
        }));
    }
}
