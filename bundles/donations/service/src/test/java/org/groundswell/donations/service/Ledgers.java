package org.groundswell.donations.service;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.groundswell.donations.ledger.sqlite.SqliteLedger;

/** Ledgers in files, as the node has them. */
public final class Ledgers {

    private Ledgers() {
    }

    public static SqliteLedger sqlite(Path file) throws IOException, SQLException {
        return new SqliteLedger(file);
    }
}
