package org.groundswell.console.access;

import java.util.Set;

/**
 * The content security policy (W3C, CSP level 3) of a page on the admin port: as narrow as the page works with. The web
 * console's own template has scripts between its tags, with the node's names in them, so their hashes differ from node to
 * node; and whoever would put a nonce into what a page writes would put one into what it should not have written, too.
 * So these scripts are allowed there, but nothing in an attribute, which is where what strangers wrote ends up.
 */
final class PagePolicy {
    private static final String CONSOLE = "/system/console";
    /** These make code of what they read (DataTables, and templates of the console's own scripts). */
    private static final Set<String> EVALUATING = Set.of("bundles", "components", "configMgr", "services");
    /** Its buttons have their scripts in attributes. */
    private static final Set<String> WITH_HANDLERS = Set.of("vmstat");
    private static final String COMMON = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self'";

    private PagePolicy() {
    }

    /** @param path of the request, without a query */
    static String of(String path) {
        if (!path.equals(CONSOLE) && !path.startsWith(CONSOLE + "/")) {
            return COMMON;
        }
        String[] parts = path.substring(CONSOLE.length()).split("/");
        String page = parts.length > 1 ? parts[1] : "bundles";
        return COMMON + " 'unsafe-inline'" + (EVALUATING.contains(page) ? " 'unsafe-eval'" : "")
                + (WITH_HANDLERS.contains(page) ? "" : "; script-src-attr 'none'");
    }
}
