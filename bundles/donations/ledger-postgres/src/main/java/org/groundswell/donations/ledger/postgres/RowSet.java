package org.groundswell.donations.ledger.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Rows for one statement: each column goes as one array, of which {@code unnest} makes rows again. Not thread-safe. */
final class RowSet {
    private final String[] types;
    private final List<Object[]> rows = new ArrayList<>();

    /** @param types of the columns, separated by blanks, by their names in PostgreSQL */
    RowSet(String types) {
        this.types = types.split(" ");
    }

    /** What stands in the statement for rows of these types. */
    static String unnest(String types) {
        return java.util.Arrays.stream(types.split(" ")).map(each -> "?::" + each + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    void add(Object... values) {
        if (values.length != types.length) {
            throw new IllegalArgumentException("expected " + types.length + " columns, found " + values.length);
        }
        rows.add(values);
    }

    int size() {
        return rows.size();
    }

    /** Whoever locks rows locks them in this order, so that two groups never wait for each other. */
    void sortByFirst() {
        Collections.sort(rows, Comparator.comparing(row -> row[0].toString()));
    }

    /** @return the index of the parameter after these */
    int bind(PreparedStatement statement, int first) throws SQLException {
        for (int column = 0; column < types.length; column++) {
            Object[] values = new Object[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = rows.get(row)[column];
            }
            statement.setArray(first + column, statement.getConnection().createArrayOf(types[column], values));
        }
        return first + types.length;
    }
}
