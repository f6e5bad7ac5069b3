package org.groundswell.donations.ledger.postgres;

import java.nio.file.Path;
import java.sql.SQLException;
import org.groundswell.donations.postgres.server.PostgresServer;

/** What nodes of these tests connect by. */
final class Source {

    private Source() {
    }

    static PrimarySource of(PostgresServer server, String schema) throws SQLException {
        return of(schema, server.port());
    }

    /** @param port of the server, or of something that stands before it */
    static PrimarySource of(String schema, int port) throws SQLException {
        return new PrimarySource(PostgresServer.url(schema, port), PostgresServer.USER, () -> PostgresServer.PASSWORD);
    }

    /** @param book the ledger in SQLite that this node has had */
    static PrimarySource of(String schema, int port, Path book) throws SQLException {
        return new PrimarySource(PostgresServer.url(schema, port), PostgresServer.USER, () -> PostgresServer.PASSWORD, book);
    }
}
