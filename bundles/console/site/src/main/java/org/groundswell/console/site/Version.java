package org.groundswell.console.site;

import java.time.Instant;

/**
 * What a file was from some moment on. Immutable.
 *
 * @param file   its name below the site folder
 * @param digest of its content; empty where the file went away
 * @param at     in milliseconds since 1970; files that were changed as one have the same
 * @param by     who did it; empty where it was done on disk
 */
record Version(String file, String digest, long at, String by, How how) {

    /** The moment of what was so before anybody looked. */
    static final long BEFORE_ALL = 0;

    /** How it came to be. */
    enum How {
        /** It was there when somebody looked for the first time. */
        FOUND,
        /** Somebody has changed the file on disk. */
        DISK,
        PUBLISHED,
        /** An earlier version was brought back. */
        BACK,
        /** Somebody has taken the page away. */
        REMOVED,
        /** A draft of one person that another one has replaced; it was never in force. */
        DRAFT
    }

    Version {
        if (file == null || digest == null || by == null || how == null) {
            throw new IllegalArgumentException("no version");
        }
    }

    Instant time() {
        return Instant.ofEpochMilli(at);
    }

    boolean wasInForce() {
        return how != How.DRAFT;
    }
}
