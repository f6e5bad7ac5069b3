package org.groundswell.pages.check;

import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.jsoup.nodes.Element;

/** Whoever does not see a picture is told what it shows. */
final class Alternatives implements Check {
    /** In Markdown; a picture that says nothing has no place in a text, and in a template its alt is empty. */
    private static final Pattern SILENT = Pattern.compile("!\\[\\s*]\\(([^)\\s]*)");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)[^ ]+\\.(jpe?g|png|gif|webp|avif|svg)|(IMG|DSC)[_-]?[0-9]+");
    private static final String SHOWS = "say in a few words what it shows";

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        reading.files().keySet().stream().filter(file -> file.startsWith("content/") && file.endsWith(".md"))
                .forEach(file -> markdown(reading, file, found));
        frontMatter(reading, found);
        pages.each((page, document) -> {
            for (Element each : document.select("img, input[type=image], area[href]")) {
                String name = Place.assetName(each.attr("src"));
                Place place = Place.of(reading, page, name);
                if (!each.hasAttr("alt")) {
                    place = Place.inTemplates(reading, page, name);
                    found.accept(Finding.error(place.file(), place.line(), "the picture '" + name + "' has no text alternative",
                            SHOWS + " in alt, or write alt=\"\" where it is only for the eye"));
                } else if (FILE_NAME.matcher(each.attr("alt").strip()).matches()) {
                    found.accept(Finding.warning(place.file(), place.line(), "the text alternative '" + each.attr("alt")
                            + "' is the name of a file", SHOWS));
                }
            }
            for (Element each : document.select("svg[role=img]")) {
                if (Names.of(each).isEmpty() && each.select("title").text().isBlank()) {
                    Place place = Place.of(reading, page, "<svg");
                    found.accept(Finding.error(place.file(), place.line(), "a drawing has no text alternative", SHOWS
                            + " in aria-label, or write aria-hidden=\"true\""));
                }
            }
            for (Element each : document.select("video:not(:has(track)), audio[autoplay], video[autoplay]")) {
                Place place = Place.of(reading, page, "<" + each.normalName());
                found.accept(Finding.warning(place.file(), place.line(), each.hasAttr("autoplay") ? "sound or film begins by itself"
                        : "a film has no captions", each.hasAttr("autoplay") ? "let people begin it" : "add a track"));
            }
        });
    }

    /** Stories show their picture, and of every page it is passed on with the link. */
    private static void frontMatter(SiteReading reading, Consumer<Finding> found) {
        var silent = new TreeMap<String, String>();
        reading.pages().stream().filter(page -> page.meta().containsKey("picture")
                && page.meta().getOrDefault("alt", "").isBlank())
                .forEach(page -> silent.put(page.file(), page.meta().get("picture")));
        silent.forEach((file, picture) -> {
            int line = 1 + (int) reading.lines(file).stream().takeWhile(each -> !each.startsWith("picture")).count();
            found.accept(Finding.error(file, line, "the picture '" + picture + "' has no text alternative", SHOWS
                    + ", in a line below it: 'alt: A boat at the school'"));
        });
    }

    private static void markdown(SiteReading reading, String file, Consumer<Finding> found) {
        int number = 0;
        for (String line : reading.lines(file)) {
            number++;
            Matcher silent = SILENT.matcher(line);
            while (silent.find()) {
                found.accept(Finding.error(file, number, "the picture '" + silent.group(1) + "' has no text alternative", SHOWS
                        + ": ![A boat at the school](" + silent.group(1) + ")"));
            }
        }
    }
}
