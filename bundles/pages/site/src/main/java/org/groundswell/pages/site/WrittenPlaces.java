package org.groundswell.pages.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where in the folder something was written that a finished page has. */
final class WrittenPlaces {
    private final LoadedSite loaded;
    private final Map<String, String> templates = new LinkedHashMap<>();

    WrittenPlaces(LoadedSite loaded) {
        this.loaded = loaded;
        new TreeMap<>(loaded.sources()).forEach((name, text) -> templates.put("templates/" + name, text));
    }

    static String file(String language, String page) {
        return "content/" + language + "/" + page + ".md";
    }

    /** The first line of the page's words that has one of these pieces of text. */
    Optional<SourceLine> inContent(String language, String page, String... pieces) {
        return loaded.content(language, page).flatMap(content -> first(Map.of(file(language, page), content.source()), pieces));
    }

    /** The same of addresses, where they are those of a link or a picture, or stand between angle brackets. */
    Optional<SourceLine> linkInContent(String language, String page, String... addresses) {
        return inContent(language, page, Stream.of(addresses).flatMap(each -> Stream.of("](" + each + ")", "](<" + each + ">",
                "](" + each + " ", "]: " + each, "<" + each + ">")).toArray(String[]::new));
    }

    /** The same of all templates. */
    Optional<SourceLine> inTemplates(String... pieces) {
        return first(templates, pieces);
    }

    private static Optional<SourceLine> first(Map<String, String> files, String... pieces) {
        return Stream.of(pieces).flatMap(piece -> SourceLine.of(files, piece).stream()).findFirst();
    }
}
