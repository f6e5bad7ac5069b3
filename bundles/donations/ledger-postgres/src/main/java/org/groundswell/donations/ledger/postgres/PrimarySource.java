package org.groundswell.donations.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the server that takes writes. An old primary that comes back after another one took its place still
 * says that it is the primary: it is known by its timeline, which each promotion raises, and refused. Thread-safe.
 */
final class PrimarySource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private static final int HEXADECIMAL = 16;
    /** In force where the address does not say otherwise. Only a limit for answers (in seconds) notices a lost one. */
    private static final Map<String, String> DEFAULTS = Map.of("targetServerType", "primary", "hostRecheckSeconds", "1",
            "connectTimeout", "2", "socketTimeout", "5", "tcpKeepAlive", "true", "ApplicationName", "groundswell");
    private static final String TIMELINE = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";

    private final transient Supplier<String> secret;
    private final transient AtomicLong newestTimeline = new AtomicLong();
    private transient volatile boolean upToDate;

    /**
     * @param url    {@code jdbc:postgresql://host:port,host:port/database?name=value}
     * @param user   empty where the address or the server knows who it is
     * @param secret the password, asked for each connection; null for none
     * @throws IllegalArgumentException if it is no such address
     */
    PrimarySource(String url, String user, Supplier<String> secret) throws SQLException {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url: expected jdbc:postgresql://host/database, found '"
                    + url.replaceFirst("\\?.*", "?...") + "'");
        }
        if (url.contains("password=")) {
            throw new IllegalArgumentException("url: a password does not belong into settings; set user and password,"
                    + " which says where it is");
        }
        setUrl(url);
        for (Map.Entry<String, String> each : DEFAULTS.entrySet()) {
            if (!url.contains(each.getKey() + "=")) {
                setProperty(each.getKey(), each.getValue());
            }
        }
        if (!user.isEmpty()) {
            setUser(user);
        }
        this.secret = secret;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = secret == null ? super.getConnection() : getConnection(getUser(), password());
        try {
            refuseOldPrimary(connection);
            bringUpToDate(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private String password() throws SQLException {
        try {
            return secret.get();
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), "28000", e);
        }
    }

    /** Once in a node's life, whenever the database can be reached for the first time. */
    private void bringUpToDate(Connection connection) throws SQLException {
        if (!upToDate) {
            Schema.bringUpToDate(connection);
            upToDate = true;
        }
    }

    private void refuseOldPrimary(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(TIMELINE)) {
            row.next();
            require(Long.parseLong(row.getString(1), HEXADECIMAL));
        }
    }

    /** @param timeline of a server that says that it is the primary */
    void require(long timeline) throws SQLException {
        long newest = newestTimeline.accumulateAndGet(timeline, Math::max);
        if (timeline < newest) {
            throw new SQLException("this database server is an old primary (timeline " + timeline + ", while " + newest
                    + " was seen): stop it, or make it a standby of the new one", "08004");
        }
    }
}
