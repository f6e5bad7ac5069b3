package org.groundswell.donations.receipts;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.leases.Lease;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Which of several nodes sends. */
public class LeasedSendingTest {
    private final TestBook book = new TestBook();
    private final SetClock clock = new SetClock(Gifts.AT.plusSeconds(60));
    private final TestLeases leases = new TestLeases();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private ReceiptSender sender;

    /** What the ledger of several nodes says. */
    private static final class TestLeases extends SoleHolder {
        private boolean elsewhere;
        private boolean away;
        private long fence = 1;

        @Override
        public Optional<Lease> take(String job) {
            if (away) {
                throw new LedgerUnavailableException("the database is away");
            }
            return elsewhere ? Optional.empty() : super.take(job).map(each -> new Lease(job, each.holder(), fence, ""));
        }

        @Override
        public boolean isHeld(Lease lease) {
            return !elsewhere && lease.fence() == fence && held().size() == 1;
        }

        @Override
        public void giveBack(Lease lease) {
            held().forEach(super::giveBack);
        }
    }

    @Before
    public void start() {
        mail.start();
        sender = sender(mail.getSmtp().getPort());
    }

    @After
    public void stop() {
        sender.stop();
        mail.stop();
    }

    private ReceiptSender sender(int port) {
        return new ReceiptSender(new LeasedSending(leases, book), new TestPages(), id -> URI.create("https://give.example/" + id),
                (_, _) -> List.of(), TestConfig.mail(port), new ReceiptSettings(14), clock);
    }

    @Test
    public void oneNodeSendsAndTheOthersWait() {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        leases.elsewhere = true;
        sender.round();
        assertEquals(0, mail.getReceivedMessages().length);
        leases.elsewhere = false;
        sender.round();
        assertEquals(1, mail.getReceivedMessages().length);
    }

    @Test
    public void whileNobodyCanSayWhoseTurnItIsNobodySends() {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        leases.away = true;
        sender.round();
        assertEquals(0, mail.getReceivedMessages().length);
        assertTrue("it is no trouble of the mail server", sender.trouble().isEmpty());
    }

    @Test
    public void whoLosesItsTurnSendsNothingMore() {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.owes(Gifts.of("en", "Bob", "bob@example.org", false), Gifts.AT);
        book.onSettle = () -> leases.elsewhere = true;
        sender.round();
        assertEquals(1, mail.getReceivedMessages().length);
        assertEquals(1, book.owed());
    }

    @Test
    public void whatTheLedgerRefusesIsNotSentAndNotHeldAgainstTheReceipt() {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.onIssue = () -> {
            throw new LeaseLostException(new Lease("receipts", new UUID(1, 1), 1, ""));
        };
        sender.round();
        assertEquals(0, mail.getReceivedMessages().length);
        assertTrue(sender.unsent().isEmpty());
        book.onIssue = () -> { };
        clock.pass(Duration.ofMinutes(6));
        sender.round();
        assertEquals(1, mail.getReceivedMessages().length);
    }

    @Test
    public void aNodeWhoseMailServerIsDownLetsAnotherTry() {
        var downhill = sender(1);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        downhill.round();
        assertTrue(downhill.trouble().isPresent());
        assertEquals(List.of(), leases.held());
    }

    @Test
    public void aNodeThatStopsLetsAnotherGoOn() {
        sender.round();
        assertEquals(1, leases.held().size());
        sender.stop();
        assertEquals(List.of(), leases.held());
    }

    /** A ledger that starts anew gives the lease anew. */
    @Test
    public void whatWasSentWhileTheLedgerWasSwappedIsNotedUnderTheNextLease() {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.failSettling = true;
        sender.round();
        book.failSettling = false;
        leases.fence = 2;
        clock.pass(Duration.ofMinutes(6));
        sender.round();
        assertEquals("nobody had it in between", 0, book.owed());
        assertEquals(1, mail.getReceivedMessages().length);
    }

    @Test
    public void whoseTurnItIsNotHasNoTroubleAnyMore() {
        var downhill = sender(1);
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        downhill.round();
        assertTrue(downhill.trouble().isPresent());
        leases.elsewhere = true;
        clock.pass(Duration.ofMinutes(1));
        downhill.round();
        assertEquals("the other node tells of it", Optional.empty(), downhill.trouble());
    }

    @Test
    public void whatDidNotGoOutIsSaidByTheNodeWhoseTurnItIs() {
        book.owes(Gifts.of("en", "Anna", "anna example", false), Gifts.AT);
        sender.round();
        assertTrue(sender.unsent().isPresent());
        leases.elsewhere = true;
        sender.round();
        assertEquals(Optional.empty(), sender.unsent());
    }

    /** Somebody else had it in between: whether it was sent is the ledger's to say. */
    @Test
    public void whatWasSentAndNotNotedUnderAnEarlierTurnIsNotNotedLater() {
        book.owes(Gifts.of("en", "Anna", "anna@example.org", false), Gifts.AT);
        book.failSettling = true;
        sender.round();
        book.failSettling = false;
        leases.fence = 3;
        clock.pass(Duration.ofMinutes(1));
        sender.round();
        assertEquals("it is still owed", 1, book.owed());
        clock.pass(Duration.ofMinutes(6));
        sender.round();
        assertEquals("twice rather than never", 2, mail.getReceivedMessages().length);
        assertEquals("under one number", 1, book.numbers().size());
        assertEquals(0, book.owed());
    }
}
