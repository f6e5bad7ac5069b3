package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.ledger.postgres.Command.Errand;
import org.groundswell.donations.ledger.postgres.Command.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one group at a time into the database, as often as it takes, and once. Where the answer to a commit was lost, the
 * next session ends the one that had sent it and so knows for sure whether it was written; only then it is written again.
 * Not thread-safe.
 */
final class Attempts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    /** Other nodes were quicker so often: each command has to try by itself. */
    private static final int MOST_CONFLICTS = 10;
    private static final int MOST_FAILURES = 3;
    /** So long donors wait for a database of which nobody knows what it has written: a failover takes as long. */
    static final Duration DOUBT = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 100_000_000;
    /** A sixth of the time after which a row may be taken over. */
    private static final Duration PRESENCE = Duration.ofSeconds(10);

    private final PrimarySource database;
    private final Duration doubt;
    /** Null while there is none that can be trusted. */
    private Session session;
    /** The number of the last session. */
    private long last;
    private long written = System.nanoTime();
    /** Whether the session has committed nothing yet. */
    private boolean fresh;
    /** Whether the last group met no database. */
    private boolean away;

    /** @param doubt how long it is tried to find out whether a commit was one */
    Attempts(PrimarySource database, Duration doubt) {
        this.database = database;
        this.doubt = doubt;
    }

    /** What became of a group. */
    sealed interface Outcome {
    }

    /**
     * It is durable.
     *
     * @param restates whether visitors see something else from now on
     * @param first    whether it is the first commit since the session began, and so entries may precede these of which
     *     this node knows nothing
     */
    record Committed(List<Placed> entries, boolean restates, boolean first) implements Outcome {
    }

    /** Nothing of it was written: one of its commands cannot be. */
    record Refused(Throwable cause) implements Outcome {
    }

    /** The database cannot be reached, or does not say whether it has written it. */
    record Away(Throwable cause) implements Outcome {
    }

    Outcome commit(List<Task<?>> group) {
        var state = new State(doubt);
        while (true) {
            try {
                if (session != null || !isWritten(state)) {
                    send(group, state);
                }
                away = false;
                written = System.nanoTime();
                var done = new Committed(state.entries, state.restates, fresh);
                fresh = false;
                return done;
            } catch (SQLException | RuntimeException | Error e) {
                Outcome end = afterFailure(e, state);
                if (end != null) {
                    away = end instanceof Away;
                    return end;
                }
            }
        }
    }

    /** Says that this node is alive, where it had nothing to write for a while. */
    void showPresence() {
        if (session == null || System.nanoTime() - written < PRESENCE.toNanos()) {
            return;
        }
        try {
            session.touch();
            written = System.nanoTime();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The database could not be told that this node is alive", e);
            discard();
        }
    }

    /** Leaves the row of this node to whoever comes next. */
    @Override
    public void close() {
        Session old = session;
        session = null;
        try {
            if (old != null) {
                old.leave();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The database could not be told that this node ends", e);
        }
    }

    /** What is known of one group while it is tried. */
    private static final class State {
        private final long deadline;
        /** What there is once the answer is there. */
        private List<Placed> entries;
        private boolean restates;
        /** The commit of the last session of which nobody knows; 0 for none. */
        private long inDoubt;
        private int conflicts;
        private int failures;

        State(Duration doubt) {
            deadline = System.nanoTime() + doubt.toNanos();
        }
    }

    /** Begins a session, and knows from it whether the one before has written the group. */
    private boolean isWritten(State state) throws SQLException {
        session = Session.open(database, last);
        last = session.number();
        fresh = true;
        LOG.debug("Session {} writes as writer {}", last, session.writer());
        boolean done = state.inDoubt > 0 && session.writtenBefore() >= state.inDoubt;
        state.inDoubt = 0;
        return done;
    }

    private void send(List<Task<?>> group, State state) throws SQLException {
        session.requireCurrent();
        if (group.getFirst().command() instanceof Errand) {
            errand(group.getFirst(), state);
        } else {
            steps(group, state);
        }
    }

    private <T> void errand(Task<T> task, State state) throws SQLException {
        var errand = (Errand<T>) task.command();
        var desk = new Desk(session);
        session.run(desk, () -> {
            task.prepare(errand.action().run(desk));
            state.entries = placed(desk.entries());
            state.restates = desk.restates();
        });
    }

    private void steps(List<Task<?>> group, State state) throws SQLException {
        var needs = new Needs();
        group.forEach(task -> ((Step<?>) task.command()).needs().accept(needs));
        Book book = session.read(needs);
        group.forEach(task -> decide(task, book));
        state.entries = placed(book.lines().stream().map(Book.Line::entry).toList());
        session.commit(book);
    }

    private static <T> void decide(Task<T> task, Book book) {
        task.prepare(((Step<T>) task.command()).action().apply(book));
    }

    private List<Placed> placed(List<Entry> entries) {
        int writer = session.writer();
        return entries.stream().map(each -> new Placed(writer, each)).toList();
    }

    /** @return null where it is to be tried again */
    private Outcome afterFailure(Throwable cause, State state) {
        if (session == null) {
            return patience(cause, state);
        }
        boolean open = session.inDoubt() > 0 && !(cause instanceof SQLException);
        return switch (open ? Fault.UNANSWERED : Fault.of(cause)) {
            case MOVED -> {
                session.nothingWritten();
                yield ++state.conflicts > MOST_CONFLICTS ? new Refused(cause) : null;
            }
            case REFUSED -> {
                session.nothingWritten();
                yield new Refused(cause);
            }
            case BROKEN -> {
                discard();
                yield new Refused(cause);
            }
            case OUSTED -> {
                LOG.warn("This node was not heard of for so long that another one took over its place; it takes another");
                discard();
                yield ++state.conflicts > MOST_CONFLICTS ? new Refused(cause) : null;
            }
            case UNANSWERED -> {
                state.inDoubt = session.inDoubt();
                discard();
                yield patience(cause, state);
            }
        };
    }

    /** A database that was away a moment ago already is asked once only: donors wait meanwhile. */
    private Outcome patience(Throwable cause, State state) {
        state.failures++;
        boolean enough = state.inDoubt > 0 ? System.nanoTime() - state.deadline > 0
                : away || state.failures >= MOST_FAILURES;
        if (enough) {
            return new Away(state.inDoubt == 0 ? cause : new LedgerUnavailableException("The database was asked to write"
                    + " and has not said whether it did: " + cause.getMessage(), cause));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        return null;
    }

    private void discard() {
        Session old = session;
        session = null;
        try {
            old.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The connection that wrote the ledger could not be closed", e);
        }
    }
}
