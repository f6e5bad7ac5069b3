package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;

/** The links, pictures and files that a page in HTML names, and the places that it has itself: as a browser reads it. */
final class PageLinks {
    private final List<String> addresses = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    PageLinks(String html) {
        Jsoup.parse(html).getAllElements().forEach(element -> element.attributes().forEach(this::add));
    }

    /** Without their escapes. */
    List<String> addresses() {
        return addresses;
    }

    /** What may stand behind a hash. */
    Set<String> places() {
        return places;
    }

    private void add(Attribute attribute) {
        String value = attribute.getValue();
        switch (attribute.getKey()) {
            case "id", "name" -> places.add(value);
            case "srcset" -> Stream.of(value.split(",")).map(each -> each.strip().split("\\s")[0])
                    .filter(each -> !each.isEmpty()).forEach(addresses::add);
            case "href", "src", "poster", "data" -> addresses.add(value.strip());
            default -> { }
        }
    }
}
