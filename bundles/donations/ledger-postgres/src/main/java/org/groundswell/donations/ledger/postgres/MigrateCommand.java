package org.groundswell.donations.ledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.apache.felix.service.command.Descriptor;
import org.groundswell.donations.ledger.shared.HeldCondition;
import org.groundswell.donations.ledger.shared.Move;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.sqlite.SQLiteConfig;

/** {@code groundswell:migrate}: moves this node's ledger from SQLite to PostgreSQL while it takes gifts. */
@Component(service = MigrateCommand.class, configurationPid = "org.groundswell.donations.ledger.postgres",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=migrate"})
public final class MigrateCommand {
    private static final int BUSY_MILLIS = 5_000;
    private static final int LONGEST_MILLIS = 600_000;
    /** So many entries are copied while gifts wait. */
    private static final long FEW = 200;

    private final BundleContext context;
    private final Path book;
    private final PrimarySource database;
    private final PostgresUse use;

    @Activate
    public MigrateCommand(BundleContext context, PostgresSettings config, @Reference PostgresUse use)
            throws SQLException {
        this.context = context;
        this.book = NodeFolder.of(context).resolve(config.from());
        this.database = PrimarySource.of(config, NodeFolder.of(context));
        this.use = use;
    }

    /**
     * Says what it did.
     *
     * @throws MigrationFailedException if the ledger is where it was
     */
    @Descriptor("Moves this node's gifts from SQLite to PostgreSQL while it takes gifts, and goes on with that; may be"
            + " broken off and begun again")
    public synchronized String migrate() {
        if (use.isInForce()) {
            throw new MigrationFailedException("This node's ledger is in PostgreSQL already");
        }
        if (!Files.exists(book)) {
            throw new MigrationFailedException("There is no ledger in " + book + ": the setting 'from' says where it is");
        }
        try (Connection target = database.getConnection(); Connection source = open()) {
            target.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
            return move(new Migration(source, target), source);
        } catch (SQLException | IOException e) {
            throw new MigrationFailedException((Move.isOver(book) ? "The ledger was moved, and this node does not use it yet: "
                    : "The ledger stays in SQLite: ") + e.getMessage()
                    + ". Mend that and give the command again; it goes on where it was", e);
        }
    }

    private String move(Migration migration, Connection source) throws SQLException, IOException {
        Instant begin = Instant.now();
        migration.begin(begin);
        long entries = 0;
        for (long more = Long.MAX_VALUE; more > FEW; entries += more) {
            more = migration.copy();
        }
        Instant closed = Instant.now();
        try (var moving = new HeldCondition(context, Move.MOVING)) {
            // Closes the book: from here on gifts wait, or are asked to come again.
            moving.hold();
            finish(migration, source);
        }
        return "Moved: " + entries + " entries in " + seconds(begin) + " s, and what came meanwhile; gifts waited for "
                + seconds(closed) + " s of it. Both ledgers were compared and are the same. " + book
                + " is not used any more, and has donors' data";
    }

    /** Lets the book go in the end: where it was not moved, its ledger opens it again then. */
    private void finish(Migration migration, Connection source) throws SQLException, IOException {
        source.setAutoCommit(false);
        try {
            migration.finish(book);
            use.begin();
        } finally {
            source.setAutoCommit(true);
        }
    }

    private static long seconds(Instant since) {
        return Duration.between(since, Instant.now()).toSeconds();
    }

    /** As a writer, though it writes nothing: so the last look shuts out every other writer, of another process as well. */
    private Connection open() throws SQLException {
        var config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + book);
    }
}
