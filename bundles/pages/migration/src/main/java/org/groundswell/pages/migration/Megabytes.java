package org.groundswell.pages.migration;

import java.util.Locale;

/** Sizes of files, for people. */
final class Megabytes {
    private static final double ONE = 1e6;

    private Megabytes() {
    }

    static String of(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / ONE);
    }
}
