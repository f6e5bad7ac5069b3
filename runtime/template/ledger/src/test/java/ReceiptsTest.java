package __package__;

import java.nio.file.Path;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.contract.ReceiptBookContract;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** The receipts of the same ledger. */
public class ReceiptsTest extends ReceiptBookContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private JournalLedger ledger;

    @Before
    public void open() throws Exception {
        ledger = new JournalLedger(file());
    }

    @After
    public void close() throws Exception {
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

    private Path file() {
        return folder.getRoot().toPath().resolve("ledger/journal.txt");
    }
}
