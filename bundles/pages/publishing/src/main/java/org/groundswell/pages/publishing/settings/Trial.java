package org.groundswell.pages.publishing.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One version that has to prove itself at this node. For one thread at a time. */
final class Trial {
    /** A part may start anew with other settings, and a busy machine takes long to say how it is. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Set<String> files;
    private final NodeState node;
    private final Instant begun;
    private final Duration probation;
    private Instant unfit = Instant.MAX;

    Trial(Collection<String> files, NodeState node, Instant begun, Duration probation) {
        this.files = Set.copyOf(files);
        this.node = node;
        this.begun = begun;
        this.probation = probation;
    }

    /** Why it does not stay, as far as that is known now. */
    Optional<String> fault(Instant now) {
        Optional<String> refused = files.stream().sorted().filter(node::isRead).flatMap(each -> node.problems(each).stream())
                .findFirst();
        if (refused.isPresent()) {
            return refused;
        }
        List<String> lacking = node.lacking();
        unfit = lacking.isEmpty() ? Instant.MAX : unfit.isBefore(now) ? unfit : now;
        return !lacking.isEmpty() && !now.isBefore(unfit.plus(PATIENCE))
                ? Optional.of("the node is not fit with it: " + String.join(", ", lacking)) : Optional.empty();
    }

    /** Whether it has proved itself, by the last look. A file that waits for a bundle, which is not here, is not waited for. */
    boolean isOver(Instant now) {
        return unfit.equals(Instant.MAX) && !now.isBefore(begun.plus(probation)) && (files.stream().allMatch(node::isRead)
                || !now.isBefore(begun.plus(probation.multipliedBy(2))));
    }
}
