package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.groundswell.shared.ids.UuidBytes;

/**
 * A table that both ledgers have, and how its rows go from one to the other.
 *
 * @param columns separated by blanks
 * @param types   of the columns in PostgreSQL
 * @param from    the table in SQLite with what else is asked for there, named t
 * @param key     by which a row is known; empty where rows never change: those that are there are left alone
 */
record Copied(String table, String columns, String types, String from, String key) {
    private static final int AT_ONCE = 1_000;

    /** @param where of the rows to copy, in terms of SQLite; they are written in pages, in the target's transaction */
    int copy(Connection source, Connection target, String where, Object... values) throws SQLException {
        int copied = 0;
        try (PreparedStatement select = source.prepareStatement("SELECT " + columns.replace(" ", ", ") + " FROM " + from
                + " WHERE " + where)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                var rows = new RowSet(types);
                while (row.next()) {
                    rows.add(values(row));
                    copied++;
                    if (rows.size() == AT_ONCE) {
                        write(target, rows);
                        rows = new RowSet(types);
                    }
                }
                write(target, rows);
            }
        }
        return copied;
    }

    private Object[] values(ResultSet row) throws SQLException {
        String[] each = types.split(" ");
        var values = new Object[each.length];
        for (int i = 0; i < each.length; i++) {
            Object value = row.getObject(i + 1);
            values[i] = value == null ? null : switch (each[i]) {
                case "uuid" -> UuidBytes.uuid((byte[]) value);
                case "bool" -> ((Number) value).intValue() != 0;
                default -> value;
            };
        }
        return values;
    }

    private void write(Connection target, RowSet rows) throws SQLException {
        if (rows.size() == 0) {
            return;
        }
        String names = columns.replace(" ", ", ");
        List<String> keys = List.of(key.split(", "));
        String changed = Arrays.stream(columns.split(" ")).filter(each -> !keys.contains(each))
                .map(each -> each + " = excluded." + each).collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + table + " (" + names + ") OVERRIDING SYSTEM VALUE SELECT * FROM "
                + RowSet.unnest(types) + " ON CONFLICT " + (key.isEmpty() ? "DO NOTHING"
                : "(" + key + ") DO UPDATE SET " + changed);
        try (PreparedStatement insert = target.prepareStatement(sql)) {
            rows.bind(insert, 1);
            insert.executeUpdate();
        }
    }
}
