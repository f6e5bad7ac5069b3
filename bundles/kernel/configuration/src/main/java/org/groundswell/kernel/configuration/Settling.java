package org.groundswell.kernel.configuration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.configuration.Look.Gone;
import org.groundswell.kernel.configuration.Look.Text;

/**
 * What is seen of a file counts once it has stayed the same for a moment: it may be seen half written, or between its
 * deletion by an editor and its return. Not thread-safe.
 */
final class Settling {
    static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** For what a person rarely means: a text without an end of line, no text, no file. */
    static final long LONG_MOMENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Look GONE = new Gone();

    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(Look look, long since) {
    }

    /**
     * @param now      what is to be seen, by the file's name
     * @param nanoTime of now
     * @return what counts, by the file's name; a file that changed just now is missing
     */
    Map<String, Look> settled(Map<String, Look> now, long nanoTime) {
        var settled = new HashMap<String, Look>();
        var names = new HashSet<>(seen.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Look look = now.getOrDefault(name, GONE);
            Seen before = seen.get(name);
            if (before == null || !before.look().equals(look)) {
                seen.put(name, new Seen(look, nanoTime));
            } else if (nanoTime - before.since() >= moment(look)) {
                settled.put(name, look);
                if (look.equals(GONE)) {
                    seen.remove(name);
                }
            }
        }
        return settled;
    }

    private static long moment(Look look) {
        return look instanceof Text(String text) && text.endsWith("\n") ? MOMENT_NANOS : LONG_MOMENT_NANOS;
    }
}
