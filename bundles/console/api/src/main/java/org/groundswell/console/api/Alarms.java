package org.groundswell.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ConsumerType;

/** Whiteboard: what an admin should look at now; the frame shows it on every page. Thread-safe, answers from memory. */
@ConsumerType
public interface Alarms {

    /** Those that are on, the one that began first at the head. */
    List<Alarm> now(Locale language);

    /**
     * Something that is wrong now.
     *
     * @param id      the same as long as it is on: letters, digits, points and hyphens
     * @param since   when it began
     * @param what    what is wrong, one sentence
     * @param remedy  what to look at or to do, one sentence or two
     * @param address where, a path on the admin port; empty where there is no such place
     */
    record Alarm(String id, Instant since, String what, String remedy, String address) {
    }
}
