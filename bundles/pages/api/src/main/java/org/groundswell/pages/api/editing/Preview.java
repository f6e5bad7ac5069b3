package org.groundswell.pages.api.editing;

/**
 * A page that stands for itself: style and pictures are inside, nothing of it runs and no link leads away. Immutable.
 *
 * @param html   the whole page
 * @param policy the content security policy (W3C, CSP level 3) with which it is shown: that of visitors without scripts
 */
public record Preview(String html, String policy) {
}
