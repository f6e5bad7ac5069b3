package org.groundswell.pages.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: a part of a page that comes from another bundle. Register one, and the site's template shows it where it
 * lists its {@code sections}; take it away, and it is gone. Asked four times a second on one thread, so answer from
 * memory. If it is a port, the page keeps it while its bundle is replaced.
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
