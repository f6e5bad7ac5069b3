package org.groundswell.pages.site;

/**
 * Something in the site folder that has to be mended by a person.
 *
 * @param file    relative to the site folder
 * @param line    counted from 1, or 0 where no line is to blame
 * @param message what was expected and what was found
 */
record Problem(String file, int line, String message) {

    @Override
    public String toString() {
        return "site/" + file + (line > 0 ? ", line " + line : "") + ": " + message;
    }
}
