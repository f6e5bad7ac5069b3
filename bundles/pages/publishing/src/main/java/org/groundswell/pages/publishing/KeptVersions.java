package org.groundswell.pages.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;

/**
 * Which versions of the site stay in the database: the latest ones, those that are young, and what is in force. Immutable.
 *
 * @param latest how many of the latest
 * @param young  how long each stays
 */
record KeptVersions(int latest, Duration young) {

    /**
     * Those that nobody needs any more.
     *
     * @param versions by their id
     * @param inForce  ids of what stays whatever its age
     */
    List<String> over(NavigableMap<String, SiteVersion> versions, Collection<String> inForce, Instant now) {
        return versions.descendingMap().values().stream().skip(latest)
                .filter(each -> each.moment().isBefore(now.minus(young))).map(SiteVersion::id)
                .filter(each -> !inForce.contains(each)).toList();
    }
}
