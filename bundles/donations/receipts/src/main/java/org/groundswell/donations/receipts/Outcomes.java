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
import org.groundswell.kernel.api.mail.MailException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of each receipt that was tried, in the ledger and in words for the admin. Used by one thread. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptSender.class);
    private static final Duration LATER = Duration.ofHours(1);
    private static final Duration MUCH_LATER = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;
    /** From this code on a mail server will not take it later either (RFC 5321, section 4.2.1). */
    private static final int NEVER = 500;

    private final LeasedSending sending;
    private final Clock clock;
    private final int giveUpDays;
    /** Sent, and not yet noted in the ledger, because it could not be written. */
    private final Set<UUID> unnoted = new HashSet<>();
    /** When those that were not taken were tried first by this node. */
    private final Map<UUID, Instant> firstTried = new HashMap<>();
    private final Unsent unsent = new Unsent();

    Outcomes(LeasedSending sending, Clock clock, int giveUpDays) {
        this.sending = sending;
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
    void begin(LeasedSending.Begun begun) {
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

    /**
     * It was not taken.
     *
     * @param isOpen whether the connection still is
     * @throws MailException if it is the server, or we are refused, not this receipt
     */
    void refused(UUID id, MailException failure, boolean isOpen) throws MailException {
        int code = failure.code();
        switch (failure.reason()) {
            case ADDRESS_REFUSED -> addressRefused(id, code);
            case LETTER_REFUSED -> notNow(id, code);
            case SCRIPT_REFUSED -> setAside(id, code == 0 ? "its address has letters that only a mail server with SMTPUTF8"
                    + " takes" : "the mail server does not take its address");
            case SENDER_REFUSED -> throw failure;
            default -> {
                if (!isOpen) {
                    throw failure;
                }
                setAside(id, "the mail library refuses it (" + failure.getMessage() + ")");
            }
        }
    }

    private void addressRefused(UUID id, int code) {
        if (code == 0) {
            giveUp(id, "its e-mail address is none");
        } else if (code >= NEVER) {
            giveUp(id, "there is no such address (" + code + ")");
        } else {
            notNow(id, code);
        }
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
        sending.book().postpone(id, clock.instant().plus(MUCH_LATER));
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
        sending.book().postpone(id, clock.instant().plus(LATER));
    }

    private void note(UUID id) {
        unnoted.add(id);
        noteSent();
    }

    void noteSent() {
        for (UUID each : List.copyOf(unnoted)) {
            sending.book().settle(each, clock.instant());
            unnoted.remove(each);
        }
    }
}
