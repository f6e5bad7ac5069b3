package org.groundswell.donations.ledger.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.node.Secret;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the server that takes writes. An old primary that comes back after another one took its place still
 * says that it is the primary: it is known by its timeline, which each promotion raises, and refused, for connections
 * that are open as well. Thread-safe.
 */
final class PrimarySource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PrimarySource.class);
    private static final int HEXADECIMAL = 16;
    /** In force where the address does not say otherwise. Only a limit for answers (in seconds) notices a lost one. */
    private static final Map<String, String> DEFAULTS = Map.of("targetServerType", "primary", "hostRecheckSeconds", "1",
            "connectTimeout", "2", "socketTimeout", "5", "tcpKeepAlive", "true", "ApplicationName", "groundswell");
    /**
     * Asked on each new connection. Whatever was set for the user or the database to make others quicker: what is answered
     * here is on the disk, and on the standby where there is one that is waited for, and nobody meets serialization failures.
     */
    private static final String TIMELINE = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),"
            + " set_config('default_transaction_isolation', 'read committed', false), set_config('synchronous_commit',"
            + " CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on'"
            + " ELSE current_setting('synchronous_commit') END, false)";

    private final transient Supplier<String> secret;
    /** The ledger in SQLite that may have been moved to this database; null for none. */
    private final transient Path book;
    private final transient AtomicLong newestTimeline = new AtomicLong();
    /** Of the connections that are open; who closes one need not say so. */
    private final transient Map<PGConnection, Long> timelines = Collections.synchronizedMap(new WeakHashMap<>());
    private transient volatile boolean upToDate;

    /**
     * @param url    {@code jdbc:postgresql://host:port,host:port/database?name=value}
     * @param user   empty where the address or the server knows who it is
     * @param secret the password, asked for each connection; null for none
     * @throws IllegalArgumentException if it is no such address
     */
    PrimarySource(String url, String user, Supplier<String> secret) throws SQLException {
        this(url, user, secret, null);
    }

    /** @param book this node's ledger in SQLite, which may have been moved there; null for none */
    PrimarySource(String url, String user, Supplier<String> secret, Path book) throws SQLException {
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
        this.book = book;
    }

    static PrimarySource of(PostgresSettings config, NodeFolder node) throws SQLException {
        var source = new PrimarySource(config.url(), config.user(), config.password().isEmpty() ? null
                : Secret.named("password", config.password(), node)::value, node.resolve(config.from()));
        if (!config.listen()) {
            source.avoidNamedStatements();
        }
        return source;
    }

    /** For a pooler that gives each transaction another connection: no statement is kept at a server. */
    void avoidNamedStatements() throws SQLException {
        setProperty("prepareThreshold", "0");
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (newestTimeline.get() == 0 && getServerNames().length > 1) {
            look();
        }
        Connection connection = open(this);
        if (!isCurrent(connection)) {
            connection.close();
            connection = elsewhere();
        }
        try {
            requireCurrent(connection);
            bringUpToDate(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Asks each host of the address which timeline it has, so that connections which are still open at an old primary are
     * found out. To be called now and then.
     */
    void look() {
        for (PGSimpleDataSource host : hosts()) {
            try {
                open(host).close();
            } catch (SQLException e) {
                // Most are standbys, and one may be down: both are no primary.
                LOG.debug("{} is no primary", host.getServerNames()[0], e);
            }
        }
    }

    /** Whether no newer primary was seen since this connection was opened. */
    boolean isCurrent(Connection connection) throws SQLException {
        return timeline(connection) >= newestTimeline.get();
    }

    /** @throws SQLException if a newer primary was seen since this connection was opened */
    void requireCurrent(Connection connection) throws SQLException {
        require(timeline(connection));
    }

    private long timeline(Connection connection) throws SQLException {
        return timelines.getOrDefault(connection.unwrap(PGConnection.class), 0L);
    }

    /** Where the driver takes the first host that says that it is the primary, and that is an old one. */
    private Connection elsewhere() throws SQLException {
        SQLException old = null;
        for (PGSimpleDataSource host : hosts()) {
            try {
                Connection connection = open(host);
                if (isCurrent(connection)) {
                    return connection;
                }
                connection.close();
            } catch (SQLException e) {
                old = e;
            }
        }
        require(0);
        throw old;
    }

    private List<PGSimpleDataSource> hosts() {
        var hosts = new ArrayList<PGSimpleDataSource>();
        for (int i = 0; i < getServerNames().length; i++) {
            var host = new PGSimpleDataSource();
            host.setUrl(getUrl());
            host.setUser(getUser());
            host.setServerNames(new String[] {getServerNames()[i]});
            host.setPortNumbers(new int[] {getPortNumbers()[i]});
            hosts.add(host);
        }
        return hosts;
    }

    private Connection open(PGSimpleDataSource host) throws SQLException {
        String user = getUser();
        String password = secret == null ? getPassword() : password();
        Connection connection = host.getConnection(user, password);
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(TIMELINE)) {
            row.next();
            long timeline = Long.parseLong(row.getString(1), HEXADECIMAL);
            newestTimeline.accumulateAndGet(timeline, Math::max);
            timelines.put(connection.unwrap(PGConnection.class), timeline);
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
            if (book != null) {
                Migration.open(connection, book);
            }
            upToDate = true;
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
