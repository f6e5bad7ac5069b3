package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes that something was written, so that they look at once and not at their next look, which stays: whatever
 * gets lost here is only later. On a connection of its own, because the commit of whoever notifies takes a lock of the whole
 * server, which no gift may wait for; four times a second at most. Thread-safe.
 */
@Component(service = Bell.class, configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Bell {
    private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
    /** Of this ledger: another one may be in the same database. */
    private static final String CHANNEL = "'groundswell ' || left(current_schema(), 50)";
    private static final String NOTIFY = "SELECT pg_notify(" + CHANNEL + ", '')";
    private static final long LEAST_MILLIS = 250;
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** A server that went away without a word is found out by asking it something. */
    private static final long QUIET_MILLIS = 10_000;

    private final PrimarySource database;
    private final List<Runnable> hearers = new CopyOnWriteArrayList<>();
    private final Loop loop = Loop.of("ledger-bell");
    private volatile boolean rung;
    private volatile Connection connection;
    private long told = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LEAST_MILLIS);
    private long asked;

    @Activate
    public Bell(PostgresSettings config, @Reference PostgresRecords records,
            @Reference(target = PostgresUse.TARGET) Condition use) {
        this(config.listen() ? records.database() : null);
    }

    /** @param database null for a bell that nobody hears */
    Bell(PrimarySource database) {
        this.database = database;
        if (database != null) {
            loop.after(Duration.ZERO, this::turn);
        }
    }

    /** Something was written that other nodes should look at; returns at once. */
    void ring() {
        rung = true;
    }

    /** @param hearer is run whenever another node has rung; only hands on */
    void add(Runnable hearer) {
        hearers.add(hearer);
    }

    void remove(Runnable hearer) {
        hearers.remove(hearer);
    }

    @Deactivate
    void close() {
        loop.finish(Duration.ofSeconds(1));
        discard();
    }

    private void turn() {
        Duration next = RETRY;
        try {
            if (connection == null) {
                open();
                // What was rung for while nobody listened.
                hearers.forEach(Runnable::run);
            }
            long wait = LEAST_MILLIS - millisSince(told);
            if (rung && wait <= 0) {
                rung = false;
                say(NOTIFY);
                told = System.nanoTime();
            } else if (millisSince(asked) > QUIET_MILLIS) {
                say("SELECT 1");
            }
            listen((int) (wait > 0 ? wait : LEAST_MILLIS));
            next = Duration.ZERO;
        } catch (SQLException e) {
            // The ledger's health says so; until it is back, looks are enough.
            LOG.debug("The database tells no news", e);
        } finally {
            if (!next.isZero()) {
                rung = true;
                discard();
            }
            loop.after(next, this::turn);
            if (loop.isClosed()) {
                // Whoever closed it may have found no connection yet.
                discard();
            }
        }
    }

    private void open() throws SQLException {
        connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel(statement));
        }
        asked = System.nanoTime();
    }

    private static String channel(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT quote_ident(" + CHANNEL + ")")) {
            row.next();
            return row.getString(1);
        }
    }

    private void say(String sql) throws SQLException {
        database.requireCurrent(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        asked = System.nanoTime();
    }

    private void listen(int millis) throws SQLException {
        PGConnection own = connection.unwrap(PGConnection.class);
        PGNotification[] heard = own.getNotifications(millis);
        for (PGNotification each : heard == null ? new PGNotification[0] : heard) {
            if (each.getPID() != own.getBackendPID()) {
                hearers.forEach(Runnable::run);
                return;
            }
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private synchronized void discard() {
        Connection old = connection;
        connection = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (SQLException e) {
            LOG.debug("The connection that listened could not be closed", e);
        }
    }
}
