package org.groundswell.console.site;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has drafts go out at the time for which they are planned. What cannot is kept, and says why. For one thread at a time. */
final class DueDrafts {
    private static final Logger LOG = LoggerFactory.getLogger(DueDrafts.class);

    private final Drafts drafts;
    private final Publishing publishing;
    private final Clock clock;
    private final Patience patience = new Patience();

    /** Publishes a draft as it is. */
    @FunctionalInterface
    interface Publishing {
        Outcome publish(Draft draft) throws IOException;
    }

    DueDrafts(Drafts drafts, Publishing publishing, Clock clock) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.clock = clock;
    }

    /** @throws IOException if what became of one cannot be written */
    void look() throws IOException {
        Instant now = clock.instant();
        for (Draft each : drafts.all()) {
            if (each.isDue(now) && patience.isOver(each, now)) {
                publish(each);
            }
        }
    }

    private void publish(Draft draft) throws IOException {
        List<String> why;
        try {
            why = mistakes(publishing.publish(draft));
        } catch (IOException e) {
            if (patience.failed(draft, clock.instant())) {
                LOG.warn("{} could not be published at its time, and is tried again: {}", draft.item(), e.getMessage());
                return;
            }
            why = List.of(e.toString());
        }
        patience.forget(draft);
        if (why.isEmpty()) {
            LOG.info("{} is published at its time, as {} has planned", draft.item(), draft.dueBy());
        } else {
            LOG.error("{} could not be published at its time: {}", draft.item(), why.getFirst());
            drafts.save(draft.failed(why));
        }
    }

    private static List<String> mistakes(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused refused -> refused.mistakes();
            case Outcome.Changed changed -> changed.files().stream()
                    .map(each -> "site/" + each + ": was changed after the draft was begun").toList();
            default -> List.of();
        };
    }
}
