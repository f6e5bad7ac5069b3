package org.groundswell.edge.api.requests;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whiteboard: is told of visitors who come to a page from elsewhere, of at most four in a second: of all of them on a
 * quiet evening, of a sample when everybody comes. All calls of one observer are made on one thread, its own: nobody waits
 * for it, and of what comes while it is slow it hears the latest.
 */
@ConsumerType
@FunctionalInterface
public interface ArrivalObserver {

    void arrived(Arrival arrival);

    /**
     * A visitor who has come. Holds nothing that tells who it is.
     *
     * @param path the page's path, decoded, without a query: {@code /en/donate}
     * @param from the host of the site whose link was followed, in lower case and without a port, of what the header
     *             {@code Referer} says (RFC 9110, section 10.1.3); empty where nothing is said, as when an address was typed
     */
    record Arrival(String path, String from) {
    }
}
