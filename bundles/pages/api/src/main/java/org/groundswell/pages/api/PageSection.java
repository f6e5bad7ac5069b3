package org.groundswell.pages.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: a part of a page that comes from another bundle. Register one, and the site's template shows it where it
 * lists its {@code sections}; take it away, and it is gone. Asked up to four times a second, always on the same thread,
 * which asks nobody else; answer from memory. While it does not answer, throws, or gives more than 500,000 characters,
 * the page keeps what it said last, and the admin is told. If it is a port, the page keeps it while its bundle is replaced.
 */
@ConsumerType
public interface PageSection {

    /** The page it belongs to, {@code home} for example. */
    String page();

    /** Lower-case letters, digits and hyphens; unique on its page. */
    String name();

    /**
     * The section as a piece of HTML. Nothing in it is escaped again: whatever a visitor wrote must be escaped here.
     *
     * @param language one of the site's languages
     */
    String html(String language);

    /** Path of a live stream that says when to look again, or "" where there is none. */
    default String live() {
        return "";
    }
}
