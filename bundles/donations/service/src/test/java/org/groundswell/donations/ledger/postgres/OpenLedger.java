package org.groundswell.donations.ledger.postgres;

import java.sql.SQLException;
import java.time.Duration;
import org.groundswell.donations.postgres.server.PostgresServer;

/** Opens a ledger as a node does that lives in no framework: what it is made of, only this package knows. */
public record OpenLedger(PostgresLedger ledger) implements AutoCloseable {
    private static final int MOST = 1000;
    private static final int TOGETHER = 40;
    private static final int READERS = 4;
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Whoever asked for it closes it. */
    public static OpenLedger at(PostgresServer server, String schema) throws SQLException {
        return new OpenLedger(new PostgresLedger(new PrimarySource(PostgresServer.url(schema, server.port()), PostgresServer.USER,
                () -> PostgresServer.PASSWORD), MOST, TOGETHER, READERS, LOOK));
    }

    @Override
    public void close() {
        ledger.close();
    }
}
