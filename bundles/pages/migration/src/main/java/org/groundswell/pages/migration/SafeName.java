package org.groundswell.pages.migration;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.groundswell.shared.paths.WebPath;

/** Names of pages and files that are the same on every disk and in every address. */
final class SafeName {
    private static final int LONGEST = 80;
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private SafeName() {
    }

    /** Letters, digits and hyphens of one name; "page" where nothing is left. */
    static String of(String name) {
        String plain = Normalizer.normalize(WebPath.decoded(name), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String safe = OTHERS.matcher(plain).replaceAll("-").replaceAll("^-|-$", "");
        if (safe.length() > LONGEST) {
            safe = safe.substring(0, safe.offsetByCodePoints(0, safe.codePointCount(0, LONGEST))).replaceAll("-$", "");
        }
        return safe.isEmpty() ? "page" : safe;
    }

    /** The same of each part of a path. */
    static String ofPath(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).map(SafeName::of)
                .collect(Collectors.joining("/"));
    }
}
