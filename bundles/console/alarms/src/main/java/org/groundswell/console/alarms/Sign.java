package org.groundswell.console.alarms;

import java.util.List;

/**
 * Something that is wrong at this moment.
 *
 * @param kind  which of them, with its words in the texts
 * @param about what it is about: a gateway's or check's name; "" where there is only one
 * @param words what fills the places of its texts, from {@code {0}} on
 */
record Sign(Kind kind, String about, List<Object> words) {
    /** Where all checks are. */
    static final String HEALTH = "/admin" + HealthPage.PATH;

    /** What can be wrong, and the page where one looks first. */
    enum Kind {
        NO_GATEWAY("no-gateway", "/admin/start"),
        GATEWAY_BROKEN("gateway-broken", "/admin/start"),
        GATEWAY_REFUSES("gateway-refuses", "/admin/gifts?state=FAILED"),
        ERRORS("errors", "/admin/start"),
        SLOW("slow", "/admin/start"),
        WAITING_FULL("waiting-full", "/admin/start"),
        NODE_SILENT("node-silent", "/admin/start"),
        DISK("disk", HEALTH),
        LEDGER("ledger", HEALTH),
        RECEIPTS("receipts", HEALTH),
        PLANS("plans", "/admin/site"),
        SEARCH("search", "/admin/gifts"),
        CHECK("check", HEALTH);

        private final String key;
        private final String address;

        Kind(String key, String address) {
            this.key = key;
            this.address = address;
        }

        String key() {
            return key;
        }

        String address() {
            return address;
        }
    }

    static Sign of(Kind kind, Object... words) {
        return new Sign(kind, "", List.of(words));
    }

    static Sign about(Kind kind, String about, Object... words) {
        return new Sign(kind, about, List.of(words));
    }

    /** The same as long as the same is wrong, whatever its figures. */
    String id() {
        return about.isEmpty() ? kind.key() : kind.key() + "." + about.replaceAll("[^A-Za-z0-9-]", "-");
    }
}
