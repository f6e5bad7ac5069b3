package org.groundswell.pages.site;

import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.sites.SiteLimits;

/** How much a site folder may have: all of it stays in memory. */
final class FolderLimits {
    private FolderLimits() {
    }

    static boolean isTooMuch(long bytes, int files) {
        return bytes > SiteLimits.MOST_BYTES || files > SiteLimits.MOST_FILES;
    }

    /** What is said of the file with which it is too much. */
    static Problem problem(String name) {
        return new Problem(name, 0, "expected at most " + SiteLimits.MOST_FILES + " files of " + SiteLimits.MOST_BYTES + " bytes in"
                + " all; this one is too much");
    }

    /** A file with which these are too much, if there is one. */
    static Optional<Problem> exceeded(Map<String, byte[]> files) {
        long bytes = 0;
        int number = 0;
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            bytes += each.getValue().length;
            number++;
            if (isTooMuch(bytes, number)) {
                return Optional.of(problem(each.getKey()));
            }
        }
        return Optional.empty();
    }
}
