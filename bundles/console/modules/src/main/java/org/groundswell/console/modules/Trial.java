package org.groundswell.console.modules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;

/** What the keeper's history says of now: which bundles have to prove themselves, and what became of those before. */
final class Trial {
    /** So begins who wanted it where settings were changed: that says nothing of a jar. */
    private static final String SETTINGS = "settings ";

    private final List<SwapRecord> history;
    private final Instant nodeStart;

    /** @param nodeStart what was begun before that is no longer under way */
    Trial(List<SwapRecord> history, Instant nodeStart) {
        this.history = history;
        this.nodeStart = nodeStart;
    }

    /** The beginnings of all that have to prove themselves, by bundle. */
    Map<String, SwapRecord> running() {
        var running = new LinkedHashMap<String, SwapRecord>();
        last().forEach((bundle, record) -> {
            if (record.outcome() == SwapOutcome.BEGUN && !record.at().isBefore(nodeStart)) {
                running.put(bundle, record);
            }
        });
        return running;
    }

    /** The last word on a bundle's jar; a refusal leaves everything as it was. */
    Optional<SwapRecord> last(String bundle) {
        return Optional.ofNullable(last().get(bundle));
    }

    /** How what was wanted since then has ended, a record a bundle; what is still under way is missing. */
    List<SwapRecord> ended(Instant since) {
        var ended = new LinkedHashMap<String, SwapRecord>();
        for (SwapRecord each : history) {
            if (each.at().isBefore(since)) {
                continue;
            }
            // The first word of a way back, and of a swap that comes before another has ended, is about the jar before.
            boolean isAboutBefore = !ended.containsKey(each.bundle()) && (each.outcome() == SwapOutcome.ROLLED_BACK
                    || each.outcome() == SwapOutcome.INTERRUPTED) && isFollowed(each);
            if (!isAboutBefore) {
                ended.put(each.bundle(), each);
            }
        }
        ended.values().removeIf(each -> each.outcome() == SwapOutcome.BEGUN);
        return List.copyOf(ended.values());
    }

    private boolean isFollowed(SwapRecord record) {
        return history.stream().anyMatch(each -> each.bundle().equals(record.bundle()) && each.at().isAfter(record.at())
                && each.outcome() == SwapOutcome.BEGUN);
    }

    /** Whether a good jar of this bundle was exchanged or brought, so that there may be one to go back to. */
    boolean wasChanged(String bundle) {
        return history.stream().anyMatch(each -> each.bundle().equals(bundle) && each.outcome() == SwapOutcome.GOOD);
    }

    /** The latest of one bundle, or of all where it is empty, the newest first. */
    List<SwapRecord> latest(String bundle, int most) {
        var latest = new ArrayList<SwapRecord>();
        for (SwapRecord each : history.reversed()) {
            boolean isWanted = bundle.isEmpty() || each.bundle().equals(bundle);
            if (isWanted && each.outcome() != SwapOutcome.BEGUN && latest.size() < most) {
                latest.add(each);
            }
        }
        return latest;
    }

    private Map<String, SwapRecord> last() {
        var last = new LinkedHashMap<String, SwapRecord>();
        history.stream().filter(each -> each.outcome() != SwapOutcome.REFUSED && !each.by().startsWith(SETTINGS))
                .forEach(each -> last.put(each.bundle(), each));
        return last;
    }
}
