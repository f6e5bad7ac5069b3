package org.groundswell.shared.sites;

import java.nio.file.Path;

/** What a node reads of a site's folder: all of it stays in memory. One that has more is not shown. */
public final class SiteLimits {
    public static final int MOST_FILES = 5_000;
    /** Of all files together. */
    public static final long MOST_BYTES = 40_000_000;
    /** A larger picture has no place on a page that must be light. */
    public static final int MOST_FILE_BYTES = 5_000_000;
    /** Of one page. */
    public static final int MOST_PAGE_CHARACTERS = 200_000;

    private SiteLimits() {
    }

    /**
     * Whether nodes pass over a file or a folder: what is hidden, such as the folder of Git, and what editors leave behind while
     * they write.
     */
    public static boolean isPassedOver(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || name.endsWith("~");
    }
}
