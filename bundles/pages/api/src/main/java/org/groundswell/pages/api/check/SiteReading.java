package org.groundswell.pages.api.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.pages.api.Site;

/**
 * A site folder as it was read at one moment. Immutable; nobody may change the arrays.
 *
 * @param site      what {@code site.yaml} says; empty where it cannot be read, and then there are findings only
 * @param findings  what keeps the site or a page from being shown, and links that lead nowhere
 * @param pages     the pages that could be rendered
 * @param texts     what people read, as it stands in the folder
 * @param files     the bytes of all files, by their path below the folder
 * @param published the bytes of pictures, styles and other files, by the path under which visitors get them
 */
public record SiteReading(Optional<Site> site, List<Finding> findings, List<Page> pages, List<Text> texts,
        Map<String, byte[]> files, Map<String, byte[]> published) {

    public SiteReading {
        findings = List.copyOf(findings);
        pages = List.copyOf(pages);
        texts = List.copyOf(texts);
        files = Map.copyOf(files);
        published = Map.copyOf(published);
    }

    /**
     * A page as a visitor gets it.
     *
     * @param language its language tag
     * @param name     its name, {@code home} or {@code campaigns/flood} for example
     * @param path     where it is, "" where it is made for one donor each
     * @param file     the file with its content, whether or not there is one
     * @param template the template that it uses, {@code home.ftlh} for example
     * @param meta     its front matter, nested keys joined by dots
     * @param html     the page
     */
    public record Page(String language, String name, String path, String file, String template,
            Map<String, String> meta, String html) {
    }

    /**
     * A text in one language.
     *
     * @param file where it stands
     * @param line of its first words, counted from 1
     * @param key  of the front matter or the translation; "" for what is below the front matter
     * @param text without marks
     */
    public record Text(String language, String file, int line, String key, String text) {
    }

    /** The lines of a text file, or none where there is no such file. */
    public List<String> lines(String file) {
        byte[] bytes = files.get(file);
        return bytes == null ? List.of() : new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
}
