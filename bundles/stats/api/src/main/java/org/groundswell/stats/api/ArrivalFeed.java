package org.groundswell.stats.api;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The visitors who came last to pages of this node from elsewhere, at most four of each second; in memory only.
 * Thread-safe.
 */
@ProviderType
public interface ArrivalFeed {
    /** How many are remembered. */
    int REMEMBERED = 50;

    /**
     * @param most 1 to {@link #REMEMBERED}; more is as much as there is
     * @return the last one first
     */
    List<Arrived> latest(int most);

    /**
     * Somebody who has come. Holds nothing that tells who.
     *
     * @param path the page's path: {@code /en/donate}
     * @param from the host of the site whose link was followed; empty where the visitor's browser says nothing
     */
    record Arrived(Instant at, String path, String from) {
    }
}
