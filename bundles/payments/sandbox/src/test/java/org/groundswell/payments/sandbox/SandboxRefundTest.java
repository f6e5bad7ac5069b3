package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Money goes back once for each key, whatever happens to the gateway between the refund and its answer. */
public class SandboxRefundTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Sandbox sandbox;
    private OwnGateway gateway;

    @Before
    public void start() throws Exception {
        // Sends nothing by itself.
        sandbox = new Sandbox(place(), () -> new Habits(false, 0, 0, false, false, true, 0), Clock.systemUTC());
        gateway = new OwnGateway(sandbox);
    }

    @After
    public void stop() throws Exception {
        sandbox.close();
    }

    @Test
    public void aKeyCountsAfterARestartToo() throws Exception {
        String id = paid();
        gateway.refund(id, 1000, "key");
        restart();
        gateway.refund(id, 1000, "key");
        assertEquals(1000, refunded(id));
        gateway.refund(id, 500, "another");
        assertEquals(1500, refunded(id));
        gateway.refund(id, 1000, "key");
        assertEquals("however many came after it", 1500, refunded(id));
    }

    @Test
    public void aKeyOutlivesTheNextMonthAndTheDispute() throws Exception {
        String id = paid();
        gateway.refund(id, 1000, "key");
        sandbox.dispute(sandbox.find(id).orElseThrow(), false);
        sandbox.dispute(sandbox.find(id).orElseThrow(), true);
        Files.delete(journal());
        String month = sandbox.renew(sandbox.find(id).orElseThrow()).orElseThrow().id();
        gateway.stop("sub_" + id);
        restart();
        gateway.refund(id, 1000, "key");
        assertEquals(1000, refunded(id));
        assertEquals(0, refunded(month));
    }

    @Test
    public void whoAsksAgainWhenNothingIsLeftIsToldThatItIsDone() throws Exception {
        String id = paid();
        gateway.refund(id, 2500, "key");
        gateway.refund(id, 2500, "key");
        assertEquals(2500, refunded(id));
        assertThrows(PaymentException.class, () -> gateway.refund(id, 1, "another"));
    }

    @Test
    public void whatCannotBeGivenBackIsNotSaidToBeDone() throws Exception {
        String id = opened();
        assertThrows(PaymentException.class, () -> gateway.refund(id, 1000, "key"));
        sandbox.decide(sandbox.find(id).orElseThrow(), PaymentStatus.PAID);
        gateway.refund(id, 1000, "key");
        assertEquals(1000, refunded(id));
    }

    @Test
    public void whatCouldNotBeWrittenIsDoneWhenItIsAskedAgain() throws Exception {
        String id = paid();
        String open = opened();
        Path away = place().resolveSibling("away");
        Files.move(place(), away);
        // Neither the file nor a folder for it can be made: nothing can be written.
        Files.writeString(place(), "");
        assertThrows(PaymentException.class, () -> gateway.refund(id, 1000, "key"));
        assertThrows(PaymentException.class, () -> gateway.cancel(open));
        assertThrows(PaymentException.class, () -> gateway.stop("sub_" + id));
        assertEquals(0, refunded(id));
        Files.delete(place());
        gateway.refund(id, 1000, "key");
        assertEquals(1000, refunded(id));
        assertTrue(sandbox.isRunning("sub_" + id));
        gateway.cancel(open);
    }

    @Test
    public void aBookOfAnOlderReleaseIsRead() throws Exception {
        String id = paid();
        sandbox.close();
        Files.writeString(journal(), Files.readString(journal()).replace(",\"refundKeys\":[]", ""));
        start();
        gateway.refund(id, 1000, "key");
        assertEquals(1000, refunded(id));
    }

    private void restart() throws Exception {
        sandbox.close();
        start();
    }

    private Path place() {
        return folder.getRoot().toPath().resolve("sandbox");
    }

    private Path journal() {
        return place().resolve("payments.jsonl");
    }

    private long refunded(String id) throws PaymentException {
        return gateway.find(id).orElseThrow().refundedMinor();
    }

    private String paid() throws PaymentException {
        return sandbox.decide(sandbox.find(opened()).orElseThrow(), PaymentStatus.PAID).id();
    }

    private String opened() throws PaymentException {
        return gateway.open(new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 25.00"), true, "", "Appeal", "en",
                URI.create("http://127.0.0.1:1/return"), URI.create("http://127.0.0.1:1/webhook"))).id();
    }
}
