package org.groundswell.pages.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.jsoup.nodes.Element;

/** Links and buttons say where they lead, and frames what is in them. */
final class LinksAndFrames implements Check {
    private static final Set<String> SAYS_NOTHING = Set.of("here", "click here", "this", "link", "this link", "read more", "more",
            "hier", "klik hier", "lees meer", "meer", "deze link", "\u0647\u0646\u0627", "\u0627\u0636\u063a\u0637 \u0647\u0646\u0627",
            "\u0627\u0646\u0642\u0631 \u0647\u0646\u0627", "\u0627\u0644\u0645\u0632\u064a\u062f");

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        pages.each((page, document) -> {
            document.select("a[href], button, [role=button], summary").forEach(each -> name(reading, page, each, found));
            for (Element each : document.select("a[href^=http:]")) {
                Place place = Place.of(reading, page, each.attr("href"));
                found.accept(Finding.warning(place.file(), place.line(), "'" + each.attr("href")
                        + "' is not encrypted: others can read and change what comes", "write https:"));
            }
            for (Element each : document.select("iframe:not([title])")) {
                Place place = Place.of(reading, page, "<iframe");
                found.accept(Finding.error(place.file(), place.line(), "a frame has no title" + (each.attr("src").isEmpty() ? ""
                        : " ('" + each.attr("src") + "')"), "say in title what is in it"));
            }
        });
    }

    private static void name(SiteReading reading, Page page, Element each, Consumer<Finding> found) {
        String name = Names.of(each);
        String kind = each.normalName().equals("a") ? "link" : "button";
        if (name.isEmpty()) {
            String address = Place.assetName(each.attr("href"));
            int line = kind.equals("link") ? line(reading.lines(page.file()), address.substring(address.lastIndexOf('/') + 1)) : 0;
            Place place = line > 0 ? new Place(page.file(), line) : Place.of(reading, page, "href=\"" + address + "\"",
                    each.hasAttr("class") ? "class=\"" + each.attr("class") + "\"" : "<" + each.normalName());
            found.accept(Finding.error(place.file(), place.line(), "a " + kind + (address.isEmpty() ? "" : " to '" + address
                    + "'") + " has no text", "say where it leads"));
        } else if (kind.equals("link") && SAYS_NOTHING.contains(name.toLowerCase(Locale.ROOT).replaceAll("[.!>\u2026\u00bb ]+$", ""))) {
            Place place = Place.of(reading, page, "[" + name + "]", ">" + name + "<");
            found.accept(Finding.warning(place.file(), place.line(), "the link '" + name
                    + "' does not say where it leads to who hears it alone", "name what is there"));
        }
    }

    /** Where Markdown has a link to this without words; 0 where it has none. */
    private static int line(List<String> lines, String address) {
        Pattern silent = Pattern.compile("\\[[\\s\u00a0*_`]*]\\([^)]*" + Pattern.quote(address));
        return 1 + IntStream.range(0, lines.size()).filter(i -> silent.matcher(lines.get(i)).find()).findFirst().orElse(-1);
    }
}
