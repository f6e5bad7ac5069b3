package org.groundswell.kernel.api.keeper;

import java.time.Instant;
import java.util.List;

/**
 * One line of the node's history.
 *
 * @param at when, in UTC
 * @param by who or what wanted it: {@code deploy/<file>}, {@code shell}, {@code console}, {@code keeper}, ...
 * @param bundle symbolic name of the bundle, or a file's name where it is no bundle
 * @param from version before, or "" where there was none
 * @param to version after, or ""
 * @param sha256 checksum of the new jar in hexadecimal digits, or ""
 * @param outcome what became of it
 * @param reason why, for people; "" where nothing needs to be said
 * @param heldMillis for how long the bundle's ports were closed at most, so how long a call can have waited
 * @param affected symbolic names of the other bundles that the swap restarts
 */
public record SwapRecord(Instant at, String by, String bundle, String from, String to, String sha256,
        SwapOutcome outcome, String reason, long heldMillis, List<String> affected) {

    public SwapRecord {
        affected = List.copyOf(affected);
    }
}
