package org.groundswell.edge.listener.published;

import java.util.List;
import java.util.Locale;

/** Which of the site's languages a visitor gets. */
final class Languages {
    private static final int LONGEST_HEADER = 512;
    /** Each range is compared with each other while they are read. */
    private static final int MOST_RANGES = 20;

    private Languages() {
    }

    /**
     * By {@code Accept-Language}, looked up as RFC 4647, section 3.4 describes.
     *
     * @param header the header's value or null
     * @return the first language if none fits
     */
    static String accepted(String header, List<String> languages) {
        if (header == null || header.length() > LONGEST_HEADER
                || header.chars().filter(each -> each == ',').count() >= MOST_RANGES) {
            return languages.getFirst();
        }
        try {
            String best = Locale.lookupTag(Locale.LanguageRange.parse(header), languages);
            return languages.stream().filter(tag -> tag.equalsIgnoreCase(best)).findFirst()
                    .orElse(languages.getFirst());
        } catch (IllegalArgumentException e) {
            return languages.getFirst();
        }
    }

    /** The language that the path begins with, otherwise the accepted one; empty when the site has none. */
    static String of(String path, String header, List<String> languages) {
        if (languages.isEmpty()) {
            return "";
        }
        return languages.stream().filter(tag -> path != null && path.startsWith("/" + tag + "/")).findFirst()
                .orElseGet(() -> accepted(header, languages));
    }
}
