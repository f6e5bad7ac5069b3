package org.groundswell.donations.ledger.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

/** A ledger's file as an earlier release left it. Amounts are in cents. */
final class OldLedger implements AutoCloseable {
    private final Connection connection;
    private int entries;

    /** @param next the first step that the release did not know */
    OldLedger(Path file, String next) throws Exception {
        Files.createDirectories(file.getParent());
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var steps = Database.STEPS.names().subList(0, Database.STEPS.names().indexOf(next));
        for (String step : steps) {
            try (var in = Database.class.getResourceAsStream(step)) {
                execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        execute("PRAGMA user_version = " + steps.size());
    }

    void paid(UUID id, String email, String provider, String payment, long minor) throws SQLException {
        pledged(id, email, null);
        execute("UPDATE donation SET state = 'PAID', settled = " + minor + ", provider = '" + provider
                + "', payment_id = '" + payment + "' WHERE id = " + hex(id));
        payment(id, provider, payment);
        execute("INSERT INTO entry (sequence, donation, campaign, currency, state, raised, donations, cause, provider,"
                + " event_id, at) VALUES (" + ++entries + ", " + hex(id) + ", 'flood', 'EUR', 'PAID', " + minor
                + ", 1, 'webhook', '" + provider + "', 'e" + entries + "', " + entries + ")");
    }

    void pledged(UUID id, String email, UUID renews) throws SQLException {
        execute("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message, anonymous,"
                + " language, pledged_at, state, changed_at, renews) VALUES (" + hex(id) + ", '" + id
                + "', 'flood', 'EUR', 100, '', '" + email + "', '', 0, 'en', 0, 'PLEDGED', 0, "
                + (renews == null ? "NULL" : hex(renews)) + ")");
    }

    void payment(UUID id, String provider, String payment) throws SQLException {
        execute("INSERT INTO payment VALUES ('" + provider + "', '" + payment + "', " + hex(id) + ")");
    }

    void total(long raised, int donations) throws SQLException {
        execute("INSERT INTO total VALUES ('flood', 'EUR', " + raised + ", " + donations + ", " + entries + ")");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String hex(UUID id) {
        return "x'" + id.toString().replace("-", "") + "'";
    }
}
