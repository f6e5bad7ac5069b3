package __package__;

import java.nio.file.Path;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.donations.contract.GiftBookContract;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** What people of the charity do with gifts of the same ledger. */
public class GiftsTest extends GiftBookContract {
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
    protected GiftBook book() {
        return ledger;
    }

    @Override
    protected void tell(LedgerListener listener) {
        ledger.bindListener(listener);
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
