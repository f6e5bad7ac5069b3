package org.groundswell.donations.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;

/**
 * One search. The index with the fewest gifts leads, which is found by counting a little in each of them: the database,
 * left alone, may walk through all gifts of a large campaign to find that none is disputed.
 */
final class Question {
    private static final int PROBE = 5_000;
    /** Of so few gifts each is looked up among the words, rather than each of the words' gifts among all. */
    private static final int FEW = 2_000;
    /** Gifts are numbered in the order of the ledger, which is that of their times but for clocks that jump. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final Connection connection;
    private final Words words;
    private final List<Filter> filters = new ArrayList<>();
    private long lowest = 1;
    private long highest = Long.MAX_VALUE;
    private boolean inVain;

    /** What a column has to be, and the index that finds it. */
    private record Filter(String index, String condition, List<Object> values) {
        static Filter equal(String column, Object value) {
            return new Filter("gift_" + column, "g." + column + " = ?", List.of(value));
        }
    }

    /** @param byReceipt which donation a receipt belongs to, or null */
    Question(Connection connection, GiftQuery query, Function<IssuedReceipt, UUID> byReceipt) throws SQLException {
        this.connection = connection;
        this.words = Words.of(query.words());
        words(byReceipt);
        if (query.state() != null) {
            filters.add(Filter.equal("state", query.state().name()));
        }
        if (!query.provider().isEmpty()) {
            filters.add(Filter.equal("provider", query.provider()));
        }
        if (!query.campaign().isEmpty()) {
            filters.add(Filter.equal("campaign", query.campaign()));
        }
        times(query.from(), query.until());
    }

    private void words(Function<IssuedReceipt, UUID> byReceipt) throws SQLException {
        switch (words) {
            case Words.Id id -> id(id.id());
            case Words.Receipt receipt -> {
                UUID id = byReceipt.apply(receipt.receipt());
                inVain = id == null;
                if (id != null) {
                    id(id);
                }
            }
            case Words.Amount amount -> filters.add(new Filter("gift_amount", "g.amount IN ("
                    + String.join(", ", Collections.nCopies(amount.spellings().size(), "?")) + ")",
                    List.copyOf(amount.spellings())));
            case Words.Address address -> filters.add(new Filter("gift_email",
                    "g.email <> '' AND g.email >= ? AND g.email < ?",
                    List.of(address.email(), address.email() + '\uffff')));
            case Words.TooShort _ -> inVain = true;
            case Words.Text _, Words.None _ -> { }
        }
    }

    private void id(UUID id) {
        filters.add(new Filter("sqlite_autoindex_gift_1", "g.id = ?", List.of(SearchFile.bytes(id))));
    }

    /** From times to numbers, generously; the times themselves are looked at, too. */
    private void times(Instant from, Instant until) throws SQLException {
        if (from != null) {
            lowest = first("SELECT n FROM gift WHERE at >= ? ORDER BY at LIMIT 1", from.minus(CLOCKS), Long.MAX_VALUE);
            filters.add(new Filter(null, "g.at >= ?", List.of(from.toEpochMilli())));
        }
        if (until != null) {
            highest = first("SELECT n FROM gift WHERE at < ? ORDER BY at DESC LIMIT 1", until.plus(CLOCKS), 0);
            filters.add(new Filter(null, "g.at < ?", List.of(until.toEpochMilli())));
        }
    }

    private long first(String sql, Instant time, long otherwise) throws SQLException {
        List<Long> found = ask(row -> row.getLong(1), sql, List.of(time.toEpochMilli()));
        return found.isEmpty() ? otherwise : found.getFirst();
    }

    GiftHits hits(long before, int limit) throws SQLException {
        if (inVain) {
            return new GiftHits(List.of(), 0);
        }
        long last = before == 0 ? highest : Math.min(highest, before - 1);
        record Hit(long n, UUID id) {
        }
        List<Hit> found = rows(row -> new Hit(row.getLong(1), SearchFile.uuid(row.getBytes(2))), "g.n, g.id", last,
                limit + 1);
        boolean more = found.size() > limit;
        List<Hit> page = more ? found.subList(0, limit) : found;
        return new GiftHits(page.stream().map(Hit::id).toList(), more ? page.getLast().n() : 0);
    }

    int count(int most) throws SQLException {
        return inVain ? 0 : rows(row -> 1, "1", highest, most + 1).size();
    }

    private <T> List<T> rows(Reader<T> reader, String columns, long last, int limit) throws SQLException {
        var values = new ArrayList<Object>();
        var sql = new StringBuilder("SELECT ").append(columns);
        String order = "g.n";
        if (words instanceof Words.Text text) {
            boolean payment = isPayment(text.typed());
            if (payment) {
                sql.append(" FROM gift g INDEXED BY gift_payment WHERE g.payment = ? AND g.payment <> ''");
                values.add(text.typed());
            } else {
                Leading few = leading(last);
                boolean gifts = few.index() != null && few.gifts() < FEW;
                sql.append(gifts ? " FROM gift g INDEXED BY " + few.index() + " CROSS JOIN word w ON w.rowid = g.n"
                        : " FROM word w CROSS JOIN gift g ON g.n = w.rowid").append(" WHERE word MATCH ?");
                values.add(text.match());
                order = gifts ? "g.n" : "w.rowid";
            }
        } else {
            String index = leading(last).index();
            sql.append(" FROM gift g").append(index == null ? "" : " INDEXED BY " + index).append(" WHERE 1");
        }
        for (Filter each : filters) {
            sql.append(" AND ").append(each.condition());
            values.addAll(each.values());
        }
        sql.append(" AND ").append(order).append(" BETWEEN ? AND ? ORDER BY ").append(order).append(" DESC LIMIT ?");
        values.addAll(List.of(lowest, last, limit));
        return ask(reader, sql.toString(), values);
    }

    private boolean isPayment(String typed) throws SQLException {
        return !ask(row -> 1, "SELECT 1 FROM gift WHERE payment = ? AND payment <> '' LIMIT 1", List.of(typed)).isEmpty();
    }

    /** An index and how many it leads to, as far as was counted; null where none can lead. */
    private record Leading(String index, int gifts) {
    }

    /** The index in which the fewest are. */
    private Leading leading(long last) throws SQLException {
        List<Filter> able = filters.stream().filter(each -> each.index() != null).toList();
        if (able.size() == 1 && !(words instanceof Words.Text)) {
            return new Leading(able.getFirst().index(), PROBE);
        }
        var best = new Leading(null, Integer.MAX_VALUE);
        for (Filter each : able) {
            var values = new ArrayList<>(each.values());
            values.addAll(List.of(lowest, last, PROBE));
            int there = ask(row -> row.getInt(1), "SELECT count(*) FROM (SELECT 1 FROM gift g INDEXED BY " + each.index()
                    + " WHERE " + each.condition() + " AND g.n BETWEEN ? AND ? LIMIT ?)", values).getFirst();
            best = there < best.gifts() ? new Leading(each.index(), there) : best;
        }
        return best;
    }

    /** Reads a row. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(Reader<T> reader, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            var found = new ArrayList<T>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }
}
