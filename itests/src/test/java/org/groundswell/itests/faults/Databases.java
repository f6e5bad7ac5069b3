package org.groundswell.itests.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.groundswell.itests.Await;

/** A primary and its synchronous standby, and the ways of each node to both. Not thread-safe. */
final class Databases implements AutoCloseable {
    static final String SCHEMA = "public";

    private final List<Way> ways = new ArrayList<>();
    private final boolean[] isOwn = {false, true};
    private final PostgresServer[] servers;
    private int primary;

    /** @param first whoever gave it ends it */
    Databases(PostgresServer first) throws Exception {
        servers = new PostgresServer[] {first, first.standby()};
        makeSynchronous();
    }

    /** How one node comes to the two. */
    record Way(DatabaseLink first, DatabaseLink second) {
        String url() {
            return PostgresServer.url(SCHEMA, first.port()).replace(":" + first.port(), ":" + first.port() + ",127.0.0.1:"
                    + second.port());
        }

        void become(DatabaseLink.State state) throws IOException {
            first.become(state);
            second.become(state);
        }
    }

    Way way() throws IOException {
        var way = new Way(new DatabaseLink(servers[0].port()), new DatabaseLink(servers[1].port()));
        ways.add(way);
        return way;
    }

    PostgresServer primary() {
        return servers[primary];
    }

    long number(String query) throws SQLException {
        return primary().number(SCHEMA, query);
    }

    /** The primary dies and its standby takes its place. */
    void losePrimary() throws Exception {
        primary().kill();
        standby().promote();
        primary = 1 - primary;
    }

    /** It comes back as it was, and takes for itself whatever it is given: no standby keeps it from that. */
    void letLostReturn() throws Exception {
        standby().start();
        standby().execute(SCHEMA, "ALTER SYSTEM RESET synchronous_standby_names");
        standby().execute(SCHEMA, "SELECT pg_reload_conf()");
        for (Way each : ways) {
            // Whoever connects again finds two that say that they are the primary.
            each.become(DatabaseLink.State.GOOD);
        }
    }

    /** How much the one has that was the primary before. */
    long entriesOfLost() throws SQLException {
        return standby().number(SCHEMA, "SELECT count(*) FROM entry");
    }

    /** Where the lost one was there is a new standby. */
    void replaceLost() throws Exception {
        int lost = 1 - primary;
        if (isOwn[lost]) {
            servers[lost].end();
        } else {
            servers[lost].kill();
        }
        servers[lost] = primary().standby();
        isOwn[lost] = true;
        for (Way each : ways) {
            (lost == 0 ? each.first() : each.second()).leadTo(servers[lost].port());
        }
        makeSynchronous();
    }

    private PostgresServer standby() {
        return servers[1 - primary];
    }

    private void makeSynchronous() throws SQLException {
        try (var connection = primary().open(SCHEMA); var statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
            statement.execute("SELECT pg_reload_conf()");
        }
        Await.until("the standby is synchronous",
                () -> number("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1);
    }

    @Override
    public void close() throws IOException {
        for (Way each : ways) {
            each.first().close();
            each.second().close();
        }
        for (int i = 0; i < servers.length; i++) {
            if (isOwn[i]) {
                servers[i].end();
            }
        }
    }
}
