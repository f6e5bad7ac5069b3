package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.groundswell.donations.api.Recount;

/** Whether two databases hold the same book: the audit, and a sum over each column of each table. */
final class Comparison {
    private static final List<Sums> TABLES = List.of(
            new Sums("donation", "amount pledged_at rehearsal settled refunded fee changed_at receipt_due receipt_sent",
                    "key campaign currency name email message address language state provider payment_id checkout"
                            + " subscription fee_currency", "anonymous monthly"),
            new Sums("payment", "", "provider payment_id", ""),
            new Sums("entry", "sequence raised donations at rehearsal", "campaign currency state cause provider event_id",
                    ""),
            new Sums("receipt", "year count issued_at", "", "test"),
            new Sums("remark", "number entry at", "author kind words", ""),
            new Sums("refund", "amount gone_before at", "key currency state", ""),
            new Sums("rehearsal", "number began", "", ""),
            new Sums("total", "rehearsal raised donations updated", "campaign currency", ""));

    private Comparison() {
    }

    /** A table of both databases and its columns, separated by blanks. */
    private record Sums(String table, String numbers, String texts, String flags) {

        /** The same words for both databases. Sums stay within a number whatever the columns hold. */
        String sql() {
            return Stream.of(Stream.of("count(*)"), each(numbers, "coalesce(sum(coalesce(%s, -1) %% 1000003), 0)"),
                    each(texts, "coalesce(sum(coalesce(length(%s), -1)), 0)"),
                    each(flags, "coalesce(sum(CASE WHEN %s THEN 1 ELSE 0 END), 0)")).flatMap(columns -> columns)
                    .reduce((some, more) -> some + ", " + more).map(columns -> "SELECT " + columns + " FROM " + table)
                    .orElseThrow();
        }

        private static Stream<String> each(String columns, String sum) {
            return Arrays.stream(columns.split(" ")).filter(column -> !column.isEmpty()).map(sum::formatted);
        }
    }

    /** Empty where both are the same and add up. */
    static List<String> differences(Connection source, Connection target) throws SQLException {
        var found = new ArrayList<String>();
        for (Sums each : TABLES) {
            String there = only(source, each.sql());
            String here = only(target, each.sql());
            if (!there.equals(here)) {
                found.add(each.table() + ": " + there + " in SQLite, " + here + " in PostgreSQL");
            }
        }
        new Queries(target).recount().stream().filter(each -> !each.agrees()).map(Recount::toString).forEach(found::add);
        return found;
    }

    private static String only(Connection connection, String sql) throws SQLException {
        return new Queries(connection).all(Comparison::text, sql).getFirst();
    }

    private static String text(ResultSet row) throws SQLException {
        var values = new ArrayList<String>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getString(i));
        }
        return String.join(" ", values);
    }
}
