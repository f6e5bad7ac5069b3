package org.groundswell.console.gifts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * How far the files are that are being written, for the page that waits for one. How many rows there will be nobody knows
 * beforehand; they come from the latest gift back to the first, so the day that was reached says it. Thread-safe.
 */
@Component(service = ExportProgress.class)
public final class ExportProgress {
    static final String ID = "[A-Za-z0-9-]{16,64}";
    private static final int MOST = 100;

    /** By who and id, the oldest first. */
    private final Map<String, Step> steps = new LinkedHashMap<>();

    /** How it stands. */
    enum State {
        /** It is being written. */
        RUNNING,
        /** All of it was sent. */
        DONE,
        /** It was broken off. */
        FAILED,
        /** Who had asked for it wants it no more. */
        CANCELLED
    }

    /**
     * How far a file is.
     *
     * @param reached when the last gift was pledged that is in it; null for none yet
     */
    record Step(State state, long rows, Instant reached) {
    }

    /** Made by the framework. */
    @Activate
    public ExportProgress() {
    }

    /** A file is begun, perhaps anew. */
    synchronized void begin(String who, String id) {
        if (!id.matches(ID)) {
            return;
        }
        steps.put(who + "/" + id, new Step(State.RUNNING, 0, null));
        if (steps.size() > MOST) {
            steps.remove(steps.keySet().iterator().next());
        }
    }

    /** What was cancelled stays so. */
    synchronized void put(String who, String id, Step step) {
        steps.computeIfPresent(who + "/" + id, (_, now) -> now.state() == State.CANCELLED ? now : step);
    }

    /** Has a file ended that is being written; the next page of it is not. */
    synchronized void cancel(String who, String id) {
        steps.computeIfPresent(who + "/" + id, (_, now) -> now.state() == State.RUNNING
                ? new Step(State.CANCELLED, now.rows(), now.reached()) : now);
    }

    synchronized boolean isCancelled(String who, String id) {
        return of(who, id).filter(each -> each.state() == State.CANCELLED).isPresent();
    }

    synchronized Optional<Step> of(String who, String id) {
        return Optional.ofNullable(steps.get(who + "/" + id));
    }
}
