package org.groundswell.console.site;

import java.util.Map;

/**
 * What an editor wanted. Immutable.
 *
 * @param done  what is said when it is done
 * @param again the button that was pressed; empty where the page has no use for it
 * @param at    the time that was chosen, as it was sent
 * @param texts by language
 */
record Wish(String done, String again, String at, Map<String, Draft.Text> texts) {

    static Wish of(String done) {
        return new Wish(done, "", "", Map.of());
    }
}
