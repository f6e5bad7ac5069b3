package org.groundswell.donations.webhooks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What one endpoint has to be told, in a file. Letters and the position up to which the ledger was read move in one
 * transaction. The last transactions may be lost when the machine loses its power, the latest first: then something is
 * told once more. Thread-safe.
 */
final class Outbox implements AutoCloseable {
    private static final String COLUMNS = "donation, sequence, campaign, currency, state, raised, donations, cause, at,"
            + " attempts, first_try, failure";
    /** Pages of which nothing waits, nor of any before. */
    private static final String TOLD = "number < coalesce((SELECT min(page) FROM letter WHERE dead = 0),"
            + " 9223372036854775807)";

    private final OutboxFile file;

    Outbox(Path path) throws IOException, SQLException {
        file = new OutboxFile(path);
    }

    /** Up to where the ledger was read; nothing while it was not. */
    Optional<String> position() {
        return file.query(row -> row.getString(1), "SELECT position FROM mark").stream().findFirst();
    }

    /** Takes letters, due at once, and moves the position. */
    void take(List<Entry> entries, String position, Instant now) {
        file.transaction(() -> {
            file.update("INSERT INTO page (number, position) SELECT coalesce(max(number), 0) + 1, ? FROM page", position);
            for (Entry each : entries) {
                file.update("INSERT INTO letter (donation, sequence, campaign, currency, state, raised, donations, cause,"
                        + " at, due, page) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, max(number) FROM page"
                        + " WHERE true ON CONFLICT DO NOTHING",
                        each.donation().toString(), each.sequence(), each.campaign(),
                        each.raised().getCurrencyUnit().getCode(), each.state().name(),
                        each.raised().getAmountMinorLong(), each.donations(), each.cause().word(), each.at().toEpochMilli(),
                        now.toEpochMilli());
            }
            file.update("INSERT INTO mark (one, position) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position ="
                    + " excluded.position", position);
            file.update("DELETE FROM page WHERE number < (SELECT max(number) FROM page WHERE " + TOLD + ")");
        });
    }

    /** Up to where all was told or given up; nothing while that cannot be said. */
    Optional<String> told() {
        return file.query(row -> row.getString(1), "SELECT position FROM page WHERE " + TOLD
                + " ORDER BY number DESC LIMIT 1").stream().findFirst();
    }

    /** Under which fence this node told last; 0 where it was alone with its ledger so far. */
    long fence() {
        return file.query(row -> row.getLong(1), "SELECT fence FROM turn").stream().findFirst().orElse(0L);
    }

    /** Goes on under another fence, where it is. */
    void goOn(long fence) {
        file.transaction(() -> turn(fence));
    }

    /**
     * Begins under another fence where somebody else has told up to. What waits here came before that, or comes again; only
     * what an admin has sent again, and what is older than pages are, is known here alone.
     */
    void beginAt(String position, long fence) {
        file.transaction(() -> {
            file.update("DELETE FROM letter WHERE dead = 0 AND page > 0");
            file.update("DELETE FROM page");
            file.update("INSERT INTO page (number, position) VALUES (1, ?)", position);
            file.update("INSERT INTO mark (one, position) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position ="
                    + " excluded.position", position);
            turn(fence);
        });
    }

    private void turn(long fence) throws SQLException {
        file.update("INSERT INTO turn (one, fence) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET fence = excluded.fence",
                fence);
    }

    /** Letters that are due, one of each donation: the one that comes next. */
    List<Letter> due(Instant now, int limit) {
        return file.query(Outbox::letter, "SELECT " + COLUMNS + " FROM letter l WHERE dead = 0 AND due <= ? AND NOT EXISTS"
                + " (SELECT 1 FROM letter e WHERE e.donation = l.donation AND e.sequence < l.sequence AND e.dead = 0)"
                + " ORDER BY due, sequence LIMIT ?", now.toEpochMilli(), limit);
    }

    /** These were told. */
    void delivered(List<Letter> letters) {
        file.transaction(() -> {
            for (Letter each : letters) {
                file.update("DELETE FROM letter WHERE donation = ? AND sequence = ?", each.entry().donation().toString(),
                        each.entry().sequence());
            }
        });
    }

    /**
     * One could not be told.
     *
     * @param due when to try again, or null to give it up
     */
    void failed(Attempt attempt, Instant now, Instant due) {
        Letter letter = attempt.letter();
        file.transaction(() -> file.update("UPDATE letter SET attempts = attempts + 1, first_try = coalesce(first_try, ?),"
                + " due = ?, dead = ?, failure = ? WHERE donation = ? AND sequence = ?", now.toEpochMilli(),
                (due == null ? now : due).toEpochMilli(), due == null, attempt.failure(),
                letter.entry().donation().toString(), letter.entry().sequence()));
    }

    /** All that waits for another try is due now. */
    void hurry(Instant now) {
        file.transaction(() -> file.update("UPDATE letter SET due = ? WHERE dead = 0 AND due > ?", now.toEpochMilli(),
                now.toEpochMilli()));
    }

    /** Those that were given up, the oldest first. */
    List<Letter> dead(int limit) {
        return file.query(Outbox::letter, "SELECT " + COLUMNS + " FROM letter WHERE dead = 1 ORDER BY sequence LIMIT ?",
                limit);
    }

    /** Begins anew with one that was given up, or with all where donation is null. */
    void revive(UUID donation, long sequence, Instant now) {
        file.transaction(() -> file.update("UPDATE letter SET dead = 0, attempts = 0, first_try = NULL, page = NULL, due = ?"
                + " WHERE dead = 1"
                + " AND (? IS NULL OR donation = ? AND sequence = ?)", now.toEpochMilli(), text(donation),
                text(donation), sequence));
    }

    /** Forgets one that was given up, or all where donation is null. */
    void discard(UUID donation, long sequence) {
        file.transaction(() -> file.update("DELETE FROM letter WHERE dead = 1 AND (? IS NULL OR donation = ? AND sequence = ?)",
                text(donation), text(donation), sequence));
    }

    long untried() {
        return count("dead = 0 AND attempts = 0");
    }

    long waiting() {
        return count("dead = 0");
    }

    long givenUp() {
        return count("dead = 1");
    }

    @Override
    public void close() throws SQLException {
        file.close();
    }

    private long count(String which) {
        return file.query(row -> row.getLong(1), "SELECT count(*) FROM letter WHERE " + which).getFirst();
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private static Letter letter(ResultSet row) throws SQLException {
        var raised = Money.ofMinor(CurrencyUnit.of(row.getString(4)), row.getLong(6));
        var entry = new Entry(row.getLong(2), UUID.fromString(row.getString(1)), row.getString(3),
                DonationState.valueOf(row.getString(5)), raised, row.getInt(7),
                Cause.of(row.getString(8)), Instant.ofEpochMilli(row.getLong(9)));
        Instant first = row.getObject(11) == null ? null : Instant.ofEpochMilli(row.getLong(11));
        return new Letter(entry, row.getInt(10), first, row.getString(12));
    }
}
