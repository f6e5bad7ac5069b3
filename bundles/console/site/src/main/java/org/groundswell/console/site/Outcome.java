package org.groundswell.console.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What came of what an editor wanted. */
sealed interface Outcome {

    /**
     * It is done.
     *
     * @param remarks what should be mended in the site nevertheless
     */
    record Done(List<String> remarks) implements Outcome {
    }

    /**
     * The draft is kept.
     *
     * @param mark by which it is known
     */
    record Saved(String mark) implements Outcome {
    }

    /** There is nothing that differs from what visitors see. */
    record Nothing() implements Outcome {
    }

    /**
     * Somebody else has been at the draft since: nothing was done.
     *
     * @param theirs as it is now; nothing where it was published or discarded
     */
    record Elsewhere(Optional<Draft> theirs) implements Outcome {
    }

    /**
     * Files have changed since the draft was begun from them: nothing was done.
     *
     * @param files their names
     */
    record Changed(List<String> files) implements Outcome {
    }

    /** The page that somebody came from shows what is not in force any more: nothing was done. */
    record Stale() implements Outcome {
    }

    /**
     * The check has found mistakes: nothing was done.
     *
     * @param mistakes with their places
     */
    record Refused(List<String> mistakes) implements Outcome {
    }

    /**
     * The check has found what is better mended: nothing was done, until somebody says that it is meant.
     *
     * @param warnings with their places
     * @param mark     by which they are known
     */
    record Warned(List<String> warnings, String mark) implements Outcome {
    }

    /**
     * The check takes long and goes on: nothing was done, until it has ended or somebody says that it cannot wait.
     *
     * @param mark by which the question is known
     */
    record Looking(Duration since, String mark) implements Outcome {
    }
}
