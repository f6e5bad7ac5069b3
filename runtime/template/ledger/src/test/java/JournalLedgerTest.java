package __package__;

import java.nio.file.Path;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerListener;
import org.groundswell.donations.contract.LedgerContract;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Everything that the platform relies on; add what your database may do to you. */
public class JournalLedgerTest extends LedgerContract {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private JournalLedger ledger;

    @Before
    public void open() throws Exception {
        ledger = new JournalLedger(file());
    }

    @Override
    @After
    public void close() throws Exception {
        ledger.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected void reopen() throws Exception {
        close();
        open();
    }

    @Override
    protected void tell(LedgerListener listener) {
        ledger.bindListener(listener);
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("ledger/journal.txt");
    }
}
