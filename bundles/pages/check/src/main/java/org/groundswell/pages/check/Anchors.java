package org.groundswell.pages.check;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.HashSet;
import java.util.function.Consumer;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;
import org.groundswell.shared.paths.WebPath;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Links to a place on another page of the site; those to the same page are looked at where the site is read. */
final class Anchors implements Check {

    @Override
    public void look(SiteReading reading, ParsedPages pages, Consumer<Finding> found) {
        var places = new HashMap<String, Set<String>>();
        pages.each((page, document) -> {
            if (!page.path().isEmpty()) {
                places.put(page.path(), places(document));
            }
        });
        pages.each((page, document) -> document.select("a[href*=#]")
                .forEach(link -> look(reading, page, link, places, found)));
    }

    private static void look(SiteReading reading, Page page, Element link, Map<String, Set<String>> places,
            Consumer<Finding> found) {
        String address = link.attr("href");
        URI target;
        try {
            target = URI.create("https://site.invalid" + WebPath.encoded(page.path())).resolve(address.strip());
        } catch (IllegalArgumentException e) {
            return;
        }
        if (address.startsWith("#") || !"site.invalid".equals(target.getHost()) || target.getFragment() == null) {
            return;
        }
        Set<String> there = places.get(WebPath.decoded(target.getRawPath()));
        if (there != null && !target.getFragment().isEmpty() && !there.contains(target.getFragment())) {
            Place place = Place.of(reading, page, address.substring(address.lastIndexOf('/') + 1), "#" + target.getFragment());
            found.accept(Finding.error(place.file(), place.line(), "'" + address + "' leads nowhere: that page has no place '"
                    + target.getFragment() + "'", there.isEmpty() ? "" : "it has " + String.join(", ", there.stream().sorted()
                    .limit(8).toList())));
        }
    }

    private static Set<String> places(Document document) {
        var places = new HashSet<String>();
        document.select("[id]").forEach(each -> places.add(each.id()));
        document.select("a[name]").forEach(each -> places.add(each.attr("name")));
        return places;
    }
}
