package org.groundswell.pages.migration;

/**
 * Something that a person has to look at.
 *
 * @param source a file or page of the old site, or "" where it is about all of it
 * @param what   what was not taken over, or only in part, and what can be done
 */
record Remark(String source, String what) {
    /** Readers of HTML and of patterns go down a level of their stack for each level of the text. */
    static final String TOO_DEEP = "was left out: its parts are nested too deep";

    @Override
    public String toString() {
        return source.isEmpty() ? what : source + ": " + what;
    }
}
