package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links, pictures and files that a page in HTML names, and the places that it has itself. */
final class PageLinks {
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s(href|src|srcset|poster|data|id|name)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>\"']+))",
                    Pattern.CASE_INSENSITIVE);

    private final List<String> addresses = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    PageLinks(String html) {
        Matcher tag = TAG.matcher(html);
        while (tag.find()) {
            Matcher attribute = ATTRIBUTE.matcher(tag.group());
            while (attribute.find()) {
                add(attribute.group(1).toLowerCase(java.util.Locale.ROOT), unescaped(Stream.of(2, 3, 4)
                        .map(attribute::group).filter(each -> each != null).findFirst().orElse("")));
            }
        }
    }

    /** As they are written, without their escapes. */
    List<String> addresses() {
        return addresses;
    }

    /** What may stand behind a hash. */
    Set<String> places() {
        return places;
    }

    private void add(String name, String value) {
        switch (name) {
            case "id", "name" -> places.add(value);
            case "srcset" -> Stream.of(value.split(",")).map(each -> each.strip().split("\\s")[0])
                    .filter(each -> !each.isEmpty()).forEach(addresses::add);
            default -> addresses.add(value.strip());
        }
    }

    private static String unescaped(String value) {
        return value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
