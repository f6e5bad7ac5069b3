package org.groundswell.pages.site;

import java.util.Map;
import java.util.Optional;

/** How much a site folder may have: all of it stays in memory. */
final class FolderLimits {
    static final int MOST_FILES = 5_000;
    private static final int MOST_BYTES = 40_000_000;

    private FolderLimits() {
    }

    static boolean isTooMuch(long bytes, int files) {
        return bytes > MOST_BYTES || files > MOST_FILES;
    }

    /** What is said of the file with which it is too much. */
    static Problem problem(String name) {
        return new Problem(name, 0, "expected at most " + MOST_FILES + " files of " + MOST_BYTES + " bytes in all; this one is"
                + " too much");
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
