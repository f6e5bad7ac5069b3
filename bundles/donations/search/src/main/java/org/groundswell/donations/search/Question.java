package org.groundswell.donations.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.groundswell.donations.api.receipts.IssuedReceipt;
import org.groundswell.donations.api.search.GiftHits;
import org.groundswell.donations.api.search.GiftQuery;
import org.groundswell.shared.ids.UuidBytes;

/**
 * One search. What is known of few gifts (a number, an address, a payment) is looked up by its own index and the rest is
 * compared. Everything else is asked of the one index of words, in which names, states, gateways, campaigns and amounts
 * stand as lists in the order of gifts: it goes along all of them at once, and skips in each what another does not have.
 */
final class Question {
    /** Gifts are numbered in the order of the ledger, which is that of their times but for clocks that jump. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final Connection connection;
    /** Of those that are few: what leads to them; null where the index of words does. */
    private Filter lead;
    /** What many share, and what gifts of those that are few have to be. */
    private final List<Filter> shared = new ArrayList<>();
    private final List<Filter> times = new ArrayList<>();
    /** For the index of words, all of which has to be there. */
    private final List<String> matches = new ArrayList<>();
    private long lowest = 1;
    private long highest = Long.MAX_VALUE;
    private boolean inVain;

    /** @param source an index; "" where it is no matter */
    private record Filter(String source, String condition, List<Object> values) {
        static Filter lead(String index, String condition, Object... values) {
            return new Filter(" INDEXED BY " + index, condition, List.of(values));
        }

        static Filter of(String condition, Object value) {
            return new Filter("", condition, List.of(value));
        }
    }

    /** @param byReceipt which donation a receipt belongs to, or null */
    Question(Connection connection, GiftQuery query, Function<IssuedReceipt, UUID> byReceipt) throws SQLException {
        this.connection = connection;
        if (query.state() != null) {
            shared("state", List.of(query.state().name()));
        }
        if (!query.provider().isEmpty()) {
            shared("provider", List.of(query.provider()));
        }
        if (!query.campaign().isEmpty()) {
            shared("campaign", List.of(query.campaign()));
        }
        words(Words.of(query.words()), byReceipt);
        times(query.from(), query.until());
    }

    private void words(Words words, Function<IssuedReceipt, UUID> byReceipt) throws SQLException {
        switch (words) {
            case Words.Id id -> id(id.id());
            case Words.Receipt receipt -> {
                UUID id = byReceipt.apply(receipt.receipt());
                inVain |= id == null;
                if (id != null) {
                    id(id);
                }
            }
            case Words.Amount amount -> {
                shared("amount", amount.spellings());
                if (!amount.currencies().isEmpty()) {
                    shared("currency", amount.currencies());
                }
            }
            case Words.Address address -> lead = Filter.lead("gift_email", "g.email <> '' AND g.email >= ? AND g.email < ?",
                    address.email(), address.email() + '\uffff');
            case Words.Text text when isPayment(text.typed()) -> lead = Filter.lead("gift_payment",
                    "g.payment <> '' AND g.payment = ?", text.typed());
            case Words.Text text -> matches.add("{name email} : (" + text.match() + ")");
            case Words.TooShort _ -> inVain = true;
            case Words.None _ -> { }
        }
    }

    private void id(UUID id) {
        lead = Filter.lead("sqlite_autoindex_gift_1", "g.id = ?", UuidBytes.of(id));
    }

    private void shared(String column, List<String> values) throws SQLException {
        String places = values.stream().map(_ -> "?").collect(Collectors.joining(", "));
        shared.add(new Filter("", "g." + column + " IN (" + places + ")", List.copyOf(values)));
        List<Long> codes = ask(row -> row.getLong(1), "SELECT code FROM tag WHERE value IN (" + places + ")",
                List.copyOf(values));
        // No gift has it.
        inVain |= codes.isEmpty();
        matches.add(column + " : (" + codes.stream().map(code -> '"' + Tag.word(code) + '"')
                .collect(Collectors.joining(" OR ")) + ")");
    }

    /** From times to numbers, generously; the times themselves are looked at, too. */
    private void times(Instant from, Instant until) throws SQLException {
        if (from != null) {
            lowest = first("SELECT n FROM gift WHERE at >= ? ORDER BY at LIMIT 1", from.minus(CLOCKS), Long.MAX_VALUE);
            times.add(Filter.of("g.at >= ?", from.toEpochMilli()));
        }
        if (until != null) {
            highest = first("SELECT n FROM gift WHERE at < ? ORDER BY at DESC LIMIT 1", until.plus(CLOCKS), 0);
            times.add(Filter.of("g.at < ?", until.toEpochMilli()));
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
        List<Hit> found = rows(row -> new Hit(row.getLong(1), UuidBytes.uuid(row.getBytes(2))), "g.n, g.id", last,
                limit + 1);
        boolean more = found.size() > limit;
        List<Hit> page = more ? found.subList(0, limit) : found;
        return new GiftHits(page.stream().map(Hit::id).toList(), more ? page.getLast().n() : 0);
    }

    int count(int most) throws SQLException {
        return inVain ? 0 : rows(_ -> 1, "1", highest, most + 1).size();
    }

    private <T> List<T> rows(Reader<T> reader, String columns, long last, int limit) throws SQLException {
        var values = new ArrayList<Object>();
        var sql = new StringBuilder("SELECT ").append(columns);
        var conditions = new ArrayList<>(times);
        String order = "g.n";
        if (lead != null) {
            sql.append(" FROM gift g").append(lead.source()).append(" WHERE ").append(lead.condition());
            values.addAll(lead.values());
            conditions.addAll(shared);
        } else if (matches.isEmpty()) {
            sql.append(" FROM gift g WHERE 1");
        } else {
            sql.append(" FROM word w CROSS JOIN gift g ON g.n = w.rowid WHERE word MATCH ?");
            values.add(String.join(" AND ", matches));
            order = "w.rowid";
        }
        for (Filter each : conditions) {
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
