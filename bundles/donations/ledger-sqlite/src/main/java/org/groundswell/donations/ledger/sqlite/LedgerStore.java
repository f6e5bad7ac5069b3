package org.groundswell.donations.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.groundswell.kernel.api.backup.OpenStore;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.sqlite.SQLiteConfig;

/**
 * The ledger's file for a backup, where this is the node's ledger, by {@code VACUUM INTO}
 * (https://sqlite.org/lang_vacuum.html): a reader of its own, so that no gift waits for it.
 */
@Component(configurationPid = "org.groundswell.donations.ledger.sqlite")
public final class LedgerStore implements OpenStore {
    private static final int BUSY_MILLIS = 5_000;

    private final Path file;

    @Activate
    public LedgerStore(BundleContext context, SqliteLedger.Config config,
            @Reference(target = "(" + Condition.CONDITION_ID + "=" + SqliteUse.CONDITION + ")") Condition use) {
        this(NodeFolder.of(context).resolve(config.file()));
    }

    LedgerStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void copyTo(Path copy) throws IOException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException("the ledger could not be copied: " + e.getMessage(), e);
        }
    }
}
