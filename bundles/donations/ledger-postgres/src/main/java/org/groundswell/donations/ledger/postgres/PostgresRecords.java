package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;

/** Records of all nodes over one database, on connections of their own: no gift waits for them. */
@Port(port = "donations.records")
@Component(service = {SharedRecords.class, PostgresRecords.class},
        configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PostgresRecords implements SharedRecords {
    private static final int CONNECTIONS = 2;
    private static final String NAME = "[a-z][a-z-]{0,49}";
    private static final int LONGEST_KEY = 200;

    /** How long a node may go on with an old primary that nobody has stopped. */
    private static final Duration LOOK_AT_HOSTS = Duration.ofSeconds(5);

    private final PrimarySource database;
    private final Readers connections;
    private final Loop primaries = Loop.of("records-primaries");

    @Activate
    public PostgresRecords(BundleContext context, PostgresSettings config,
            @Reference(target = PostgresUse.TARGET) Condition use) throws SQLException {
        this(PrimarySource.of(config, NodeFolder.of(context)));
    }

    PostgresRecords(PrimarySource database) {
        this.database = database;
        connections = new Readers(database, CONNECTIONS);
        primaries.every(LOOK_AT_HOSTS, database::look);
    }

    /** Which is looked at now and then. */
    PrimarySource database() {
        return database;
    }

    @Deactivate
    void close() {
        primaries.close();
        connections.close();
    }

    @Override
    public List<SharedRecord> after(String journal, long position, int limit) throws IOException {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit: expected 1 to " + MOST + ", found " + limit);
        }
        return ask(journal, table -> table.after(journal, position, limit));
    }

    @Override
    public List<SharedRecord> put(String journal, Map<String, String> values) throws IOException {
        require(values);
        return values.isEmpty() ? List.of() : ask(journal, table -> table.put(journal, values));
    }

    @Override
    public void add(String journal, Map<String, String> values) throws IOException {
        require(values);
        if (!values.isEmpty()) {
            ask(journal, table -> {
                table.add(journal, values);
                return true;
            });
        }
    }

    @Override
    public boolean exchange(String journal, String key, long before, String value) throws IOException {
        require(Map.of(key, value));
        return ask(journal, table -> table.exchange(journal, key, before, value));
    }

    /** A question to the tables. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(RecordTable table) throws SQLException;
    }

    private <T> T ask(String journal, Question<T> question) throws IOException {
        if (!journal.matches(NAME)) {
            throw new IllegalArgumentException("a journal's name: expected at most 50 small letters and hyphens, found '"
                    + journal + "'");
        }
        try {
            return connections.askPrimary(queries -> question.ask(new RecordTable(queries)));
        } catch (LedgerUnavailableException e) {
            throw new IOException("The database that all nodes share cannot be reached: " + e.getMessage(), e);
        }
    }

    /** What the database would refuse is told before, and without what it says. */
    private static void require(Map<String, String> values) {
        if (values.size() > MOST) {
            throw new IllegalArgumentException("expected at most " + MOST + " records at once, found " + values.size());
        }
        values.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE
                    || key.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a record: expected a key of 1 to " + LONGEST_KEY + " characters and a"
                        + " value of at most " + LONGEST_VALUE + ", both without NUL, found " + key.length() + " and "
                        + value.length());
            }
        });
    }
}
