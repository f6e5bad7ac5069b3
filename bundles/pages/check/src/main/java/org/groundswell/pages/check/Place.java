package org.groundswell.pages.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.pages.api.check.SiteReading;
import org.groundswell.pages.api.check.SiteReading.Page;

/**
 * Where something of a page was written.
 *
 * @param line counted from 1, or 0 where it is not known
 */
record Place(String file, int line) {
    private static final Pattern FINGERPRINT = Pattern.compile("^/assets/(.*)\\.[0-9a-f]{10}(\\.[^.]+)?$");

    /** The first line of the page's content, then of its templates, that has one of these pieces of text. */
    static Place of(SiteReading reading, Page page, String... pieces) {
        List<String> files = Stream.concat(Stream.of(page.file()), Templates.of(reading, page.template()).stream()).toList();
        for (String piece : pieces) {
            for (String file : files) {
                int line = piece.isBlank() ? 0 : line(reading.lines(file), 1, piece);
                if (line > 0) {
                    return new Place(file, line);
                }
            }
        }
        boolean written = reading.files().containsKey(page.file());
        return new Place(written ? page.file() : "templates/" + page.template(), 0);
    }

    /** The same of its templates alone, for what Markdown cannot say. */
    static Place inTemplates(SiteReading reading, Page page, String piece) {
        for (String file : Templates.of(reading, page.template())) {
            int line = line(reading.lines(file), 1, piece);
            if (line > 0) {
                return new Place(file, line);
            }
        }
        return new Place("templates/" + page.template(), 0);
    }

    /** The first line that has the text, counted from 1; 0 where none has. */
    static int line(List<String> lines, int from, String text) {
        for (int i = Math.max(0, from - 1); i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The name below {@code assets/} of a file with this address, or the address where it is none. */
    static String assetName(String address) {
        Matcher asset = FINGERPRINT.matcher(address);
        return asset.matches() ? asset.group(1) + (asset.group(2) == null ? "" : asset.group(2)) : address;
    }
}
