package org.groundswell.pages.publishing;

/** Whether a version is wanted that somebody asks for. */
enum Wanted {
    /** There is no such version. */
    UNKNOWN,
    /** It was before. */
    ALREADY,
    /** From now on. */
    NOW
}
