package org.groundswell.donations.receipts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of each receipt that was tried, in the ledger and in words for the admin. Used by one thread. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptSender.class);
    private static final Duration LATER = Duration.ofHours(1);
    private static final Duration MUCH_LATER = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final Turn turn;
    private final Clock clock;
    private final int giveUpDays;
    /** Sent, and not yet noted in the ledger, because it could not be written. */
    private final Set<UUID> unnoted = new HashSet<>();
    /** When those that were not taken were tried first by this node. */
    private final Map<UUID, Instant> firstTried = new HashMap<>();
    private final Unsent unsent = new Unsent();

    Outcomes(Turn turn, Clock clock, int giveUpDays) {
        this.turn = turn;
        this.clock = clock;
        this.giveUpDays = giveUpDays;
    }

    /** Receipts that did not go out for reasons of their own. To be asked on any thread. */
    Optional<String> unsent() {
        return unsent.isEmpty() ? Optional.empty() : Optional.of(unsent.toString());
    }

    /** Whether that is no longer the trouble of single receipts. To be asked on any thread. */
    boolean isWidespread() {
        return unsent.isWidespread();
    }

    /** Whether nothing more is to be sent, even if the ledger does not know it yet. */
    boolean isSettled(UUID id) {
        return unnoted.contains(id);
    }

    /**
     * Where others may have sent since, what was sent and could not be noted is left to the ledger: the donor may have
     * asked for one more. Twice is better than never. What did not go out is said by the node that tries it.
     */
    void begin(Turn.Begun begun) {
        switch (begun) {
            case AGAIN -> { }
            case ANEW -> unnoted.clear();
            case NOT -> unsent.clear();
        }
    }

    /** The mail server has taken it. */
    void done(UUID id) {
        firstTried.remove(id);
        unsent.sent(id);
        note(id);
    }

    /** Never to be sent. */
    void giveUp(UUID id, String reason) {
        LOG.warn("The receipt of donation {} is not sent: {}", id, reason);
        firstTried.remove(id);
        unsent.add(id, reason);
        note(id);
    }

    /** Not taken for a reason that an admin may mend. */
    void setAside(UUID id, String reason) {
        LOG.warn("The receipt of donation {} is tried again in {}: {}", id, MUCH_LATER, reason);
        unsent.add(id, reason);
        turn.book().postpone(id, clock.instant().plus(MUCH_LATER));
    }

    /** Counted from the first try, not from the gift: a mail server that was set up late gets its time, too. */
    void notNow(UUID id, int code) {
        Instant first = firstTried.getOrDefault(id, clock.instant());
        if (first.plus(Duration.ofDays(giveUpDays)).isBefore(clock.instant())) {
            giveUp(id, "it was not taken in " + giveUpDays + " days (" + code + ")");
            return;
        }
        if (firstTried.size() < MOST_REMEMBERED) {
            firstTried.put(id, first);
        }
        LOG.warn("The receipt of donation {} is not taken now ({}); tried again in {}", id, code, LATER);
        later(id);
    }

    void later(UUID id) {
        turn.book().postpone(id, clock.instant().plus(LATER));
    }

    private void note(UUID id) {
        unnoted.add(id);
        noteSent();
    }

    void noteSent() {
        for (UUID each : List.copyOf(unnoted)) {
            turn.book().settle(each, clock.instant());
            unnoted.remove(each);
        }
    }
}
