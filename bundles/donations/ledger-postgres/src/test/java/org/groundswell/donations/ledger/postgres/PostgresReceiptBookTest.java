package org.groundswell.donations.ledger.postgres;

import java.time.Duration;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.contract.ReceiptBookContract;
import org.groundswell.donations.postgres.server.PostgresServer;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;

public class PostgresReceiptBookTest extends ReceiptBookContract {
    @ClassRule
    public static final PostgresServer SERVER = new PostgresServer();
    private String schema;
    private PostgresLedger ledger;

    @Before
    public void open() throws Exception {
        schema = schema == null ? SERVER.schema() : schema;
        ledger = new PostgresLedger(Source.of(SERVER, schema), 1000, 100, 2, Duration.ofMillis(50));
    }

    @After
    public void close() {
        ledger.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected ReceiptBook receipts() {
        return ledger;
    }

    @Override
    protected void reopen() throws Exception {
        close();
        open();
    }
}
