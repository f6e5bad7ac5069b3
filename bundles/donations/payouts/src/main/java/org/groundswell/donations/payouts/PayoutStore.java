package org.groundswell.donations.payouts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.payouts.KeptLine;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.UnreadablePayment;
import org.joda.money.Money;

/** Keeps what gateways say, each line once, however often and in whatever order it is told. Thread-safe. */
final class PayoutStore {
    /** How many that cannot be understood are kept of a payout: enough to be seen, whatever a gateway sends. */
    private static final int UNREADABLE_KEPT = 100;
    /** Which part of a payout's age may have gone by since it was read. */
    private static final int SOON = 8;
    private static final int SELDOM = 2;
    /** Milliseconds. */
    private static final long HOUR = 3_600_000;

    private final PayoutFile file;

    PayoutStore(PayoutFile file) {
        this.file = file;
    }

    /** A payout whose lines are to be read, from {@code cursor} on or from the beginning. */
    record Unread(long number, String id, String cursor) {
    }

    /** A gift that some lines belong to, as their gateway names it. */
    record Named(String provider, String about, String donation) {
    }

    /** Takes what the list says of a payout; what it is made of comes by its own way. */
    synchronized void take(String provider, Payout payout) throws SQLException {
        var day = payout.arrives() == null ? payout.begun().atOffset(ZoneOffset.UTC).toLocalDate() : payout.arrives();
        file.together(() -> {
            file.update("INSERT INTO payout (provider, id, state, currency, amount, begun, arrives, day, reference)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (provider, id) DO UPDATE SET state = excluded.state,"
                    + " currency = excluded.currency, amount = excluded.amount, arrives = excluded.arrives,"
                    + " day = excluded.day, reference = excluded.reference", provider, payout.id(), payout.status().name(),
                    payout.amount().getCurrencyUnit().getCode(), minor(payout.amount()), payout.begun().toEpochMilli(),
                    payout.arrives() == null ? null : payout.arrives().toString(), day.toString(), payout.reference());
            addUp("provider = ? AND id = ?", provider, payout.id());
        });
    }

    /**
     * Payouts that were not read to their end, and those that may still change, the less often the older they are: soon
     * where they do not add up, and seldom where they do, for lines that come late may add up to nothing. The latest first.
     *
     * @param now     those that were read at this moment are left out
     * @param changes how long after it was made a payout may still change
     */
    synchronized List<Unread> unread(String provider, Instant now, Duration changes, int limit) throws SQLException {
        long at = now.toEpochMilli();
        return file.ask(row -> new Unread(row.getLong(1), row.getString(2), row.getString(3)),
                "SELECT n, id, cursor FROM payout p WHERE provider = ? AND read < ?2 AND (read = 0 OR cursor IS NOT NULL"
                        + " OR begun > ?3 AND (?2 - read) * CASE WHEN state = 'UNDERWAY' OR EXISTS (SELECT 1 FROM line"
                        + " WHERE payout = p.n AND kind IN ('UNREADABLE', 'MISSING')) THEN " + SOON + " ELSE " + SELDOM
                        + " END >= max(?2 - begun, " + HOUR + ")) ORDER BY begun DESC, n DESC LIMIT ?4", provider, at,
                now.minus(changes).toEpochMilli(), limit);
    }

    /** Takes a page of lines, together with the place where the next one begins. */
    synchronized void take(String provider, Unread payout, PayoutLinePage page, Instant now) throws SQLException {
        file.together(() -> {
            if (payout.cursor() == null) {
                file.update("DELETE FROM line WHERE payout = ? AND kind = 'UNREADABLE'", payout.number());
            }
            for (PayoutLine each : page.lines()) {
                put(provider, payout, each);
            }
            for (UnreadablePayment each : page.unreadable()) {
                put(provider, payout, each, now);
            }
            file.update("UPDATE payout SET cursor = ?, read = CASE WHEN ?1 IS NULL THEN ?2 ELSE read END WHERE n = ?3",
                    page.next(), now.toEpochMilli(), payout.number());
            addUp("n = ?", payout.number());
        });
    }

    /** Next time from the first line on. */
    synchronized void readAnew(Unread payout) throws SQLException {
        file.update("UPDATE payout SET cursor = NULL WHERE n = ?", payout.number());
    }

    /** What the lines of a payout do not add up to, once all were read, is a line of its own. */
    private void addUp(String which, Object... values) throws SQLException {
        file.update("DELETE FROM line WHERE kind = 'MISSING' AND payout IN (SELECT n FROM payout WHERE " + which + ")",
                values);
        file.update("INSERT INTO line (payout, provider, id, kind, currency, amount, fee, given_in, given, about, word, at,"
                + " verdict) SELECT n, provider, id || '?missing', 'MISSING', currency, missing, 0, currency, missing, '',"
                + " '', begun, 'MISSING' FROM (SELECT p.*, amount - (SELECT coalesce(sum(l.amount - l.fee), 0)"
                + " FROM line l WHERE l.payout = p.n AND l.currency = p.currency) missing FROM payout p)"
                + " WHERE missing <> 0 AND read > 0 AND " + which, values);
    }

    private void put(String provider, Unread payout, PayoutLine line) throws SQLException {
        // A line of another payout stays where it was told first; the difference shows in this one.
        file.update("INSERT INTO line (payout, provider, id, kind, currency, amount, fee, given_in, given, about, named,"
                + " word, at, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ?5 = (SELECT currency"
                + " FROM payout WHERE n = ?1) THEN ?14 ELSE 'CURRENCY' END) ON CONFLICT (provider, id)"
                + " DO UPDATE SET kind = excluded.kind, currency = excluded.currency, amount = excluded.amount,"
                + " fee = excluded.fee, given_in = excluded.given_in, given = excluded.given, about = excluded.about,"
                + " named = excluded.named, word = excluded.word, at = excluded.at, verdict = CASE WHEN verdict = 'UNKNOWN'"
                + " OR (kind, currency, amount, fee, given_in, given) = (excluded.kind, excluded.currency, excluded.amount,"
                + " excluded.fee, excluded.given_in, excluded.given) THEN verdict ELSE excluded.verdict END"
                + " WHERE payout = excluded.payout", payout.number(), provider, line.id(), line.kind().name(),
                line.amount().getCurrencyUnit().getCode(), minor(line.amount()), minor(line.fee()),
                line.given().getCurrencyUnit().getCode(), minor(line.given()),
                line.about() == null ? "" : line.about(), line.donation() == null ? null : line.donation().toString(),
                line.word(), line.at().toEpochMilli(), switch (line.kind()) {
                    case FEE -> KeptLine.Verdict.EXPLAINED.name();
                    case CORRECTION -> KeptLine.Verdict.CORRECTION.name();
                    case RETURNED -> KeptLine.Verdict.RETURNED.name();
                    default -> KeptLine.Verdict.UNKNOWN.name();
                });
    }

    private void put(String provider, Unread payout, UnreadablePayment line, Instant now) throws SQLException {
        String id = payout.id() + "?" + (line.paymentId() == null ? Integer.toHexString(line.reason().hashCode())
                : line.paymentId());
        file.update("INSERT INTO line (payout, provider, id, kind, currency, amount, fee, given_in, given, about, word, at,"
                + " verdict) SELECT n, provider, ?, 'UNREADABLE', currency, 0, 0, currency, 0, ?, ?, ?, 'UNREADABLE'"
                + " FROM payout WHERE n = ? AND (SELECT count(*) FROM line WHERE payout = ? AND kind = 'UNREADABLE') < ?"
                + " ON CONFLICT (provider, id) DO NOTHING", id, line.paymentId() == null ? "" : line.paymentId(),
                line.reason(), now.toEpochMilli(), payout.number(), payout.number(), UNREADABLE_KEPT);
    }

    /** What lines of a payout name and the ledger has not been asked about, or did not know. */
    synchronized List<Named> unmatched(long payout) throws SQLException {
        return file.ask(PayoutStore::named, "SELECT DISTINCT provider, about, named FROM line WHERE payout = ?"
                + " AND donation IS NULL AND kind IN ('GIFT', 'REFUND', 'DISPUTE') AND (about <> '' OR named IS NOT NULL)",
                payout);
    }

    /** Whether there are lines that nobody could match. */
    synchronized boolean misses() throws SQLException {
        return !file.ask(row -> 1, "SELECT 1 FROM line WHERE donation IS NULL AND (about <> '' OR named IS NOT NULL)"
                + " AND kind IN ('GIFT', 'REFUND', 'DISPUTE') LIMIT 1").isEmpty();
    }

    /** Payouts with lines that have not been found right or wrong, by their numbers. */
    synchronized List<Long> unexplained() throws SQLException {
        return file.ask(row -> row.getLong(1), "SELECT DISTINCT payout FROM line WHERE verdict = 'UNKNOWN'");
    }

    /** All payouts, by their numbers. */
    synchronized List<Long> numbers() throws SQLException {
        return file.ask(row -> row.getLong(1), "SELECT n FROM payout");
    }

    /** Whether lines that nobody could match name this gift. */
    synchronized boolean isMissed(String provider, String payment, UUID donation) throws SQLException {
        return !file.ask(row -> 1, "SELECT 1 FROM line WHERE donation IS NULL AND provider = ? AND about = ?"
                + " AND about <> '' UNION ALL SELECT 1 FROM line WHERE donation IS NULL AND named = ? LIMIT 1", provider,
                payment, donation.toString()).isEmpty();
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(row.getString(1), row.getString(2), row.getString(3));
    }

    /** From now on these lines belong to this gift. */
    synchronized void match(Named named, UUID donation, String campaign, boolean test) throws SQLException {
        file.update("UPDATE line SET donation = ?, campaign = ?, test = ? WHERE donation IS NULL AND provider = ?"
                + " AND (about <> '' AND about = ? OR named IS NOT NULL AND named = ?)", donation.toString(), campaign,
                test ? 1 : 0, named.provider(), named.about(), named.donation());
    }

    /** The lines of this gift belong to nobody any more. */
    synchronized void unmatch(UUID donation) throws SQLException {
        file.update("UPDATE line SET donation = NULL, campaign = '', test = 0, verdict = CASE WHEN verdict = 'CURRENCY'"
                + " THEN verdict ELSE 'UNKNOWN' END WHERE donation = ?", donation.toString());
    }

    /** The gifts that lines of a payout belong to. */
    synchronized List<UUID> gifts(long payout) throws SQLException {
        return file.ask(row -> UUID.fromString(row.getString(1)),
                "SELECT DISTINCT donation FROM line WHERE payout = ? AND donation IS NOT NULL", payout);
    }

    /** The lines of a gift that one gateway has told of, oldest first. */
    synchronized List<KeptLine> linesOf(UUID donation, String provider) throws SQLException {
        return file.ask(PayoutRows::line, PayoutRows.LINE + "WHERE l.donation = ? AND l.provider = ? ORDER BY l.at, l.n",
                donation.toString(), provider);
    }

    synchronized boolean hasLines(UUID donation) throws SQLException {
        return !file.ask(row -> 1, "SELECT 1 FROM line WHERE donation = ? LIMIT 1", donation.toString()).isEmpty();
    }

    /** What is in another currency than its payout is never accounted for. */
    synchronized void judge(Map<Long, KeptLine.Verdict> verdicts) throws SQLException {
        file.together(() -> {
            for (var each : verdicts.entrySet()) {
                file.update("UPDATE line SET verdict = CASE WHEN currency = (SELECT currency FROM payout"
                        + " WHERE n = line.payout) THEN ? ELSE 'CURRENCY' END WHERE n = ?", each.getValue().name(),
                        each.getKey());
            }
        });
    }

    /** Payouts that came back: of each the whole amount, and once it stands there as one that failed. */
    synchronized void judgeReturned() throws SQLException {
        file.update("UPDATE line SET verdict = CASE WHEN EXISTS (SELECT 1 FROM payout f WHERE f.provider = line.provider"
                + " AND f.id = line.about AND f.state = 'FAILED' AND f.currency = line.currency"
                + " AND f.amount = line.amount) THEN 'EXPLAINED' ELSE 'RETURNED' END WHERE kind = 'RETURNED'"
                + " AND verdict <> 'CURRENCY'");
    }

    synchronized Optional<String> position() throws SQLException {
        return file.ask(row -> row.getString(1), "SELECT position FROM mark").stream().filter(each -> !each.isEmpty())
                .findFirst();
    }

    synchronized void mark(String position) throws SQLException {
        file.update("UPDATE mark SET position = ?", position);
    }

    /** Whether its file is still the one in the folder. */
    synchronized boolean isThere() {
        return file.isThere();
    }

    /** Once nobody reads or writes; then nothing can be asked any more. */
    synchronized void close() throws SQLException {
        file.close();
    }

    /** For pages that show what is here. */
    synchronized <T> List<T> ask(PayoutFile.Reader<T> reader, String sql, Object... values) throws SQLException {
        return file.ask(reader, sql, values);
    }

    private static long minor(Money money) {
        return money.getAmountMinorLong();
    }
}
