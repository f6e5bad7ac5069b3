package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.groundswell.payments.api.PaymentRequest;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WebhookSenderTest {
    private static final int MANY = 40;
    /** With so many it is an outage. */
    private static final int FAILURES = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int status = 503;
    private HttpServer site;
    private SandboxBook book;
    private WebhookSender sender;

    @Before
    public void start() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            tries.incrementAndGet();
            int answer = status;
            exchange.sendResponseHeaders(answer, -1);
            if (answer == 200) {
                taken.incrementAndGet();
            }
            exchange.close();
        });
        site.start();
        book = new SandboxBook(folder.getRoot().toPath().resolve("book/book.jsonl"), Clock.systemUTC());
        sender = new WebhookSender(book, new NotificationSignature("secret", Clock.systemUTC()));
    }

    @After
    public void stop() throws Exception {
        sender.close();
        book.close();
        site.stop(0);
    }

    @Test
    public void whatASiteDidNotTakeComesWhenItTakesAgain() throws Exception {
        outage();
        int before = tries.get();
        // Each would come again after half a second, and then more rarely.
        await("one is tried alone", () -> tries.get() >= before + 2);
        assertTrue("tries: " + tries, tries.get() < 2 * MANY);
        status = 200;
        await("all are taken", () -> book.owed().isEmpty());
    }

    @Test
    public void whatIsTakenIsSentOnce() throws Exception {
        status = 200;
        notification();
        await("it is taken", () -> book.owed().isEmpty());
        assertEquals(1, tries.get());
    }

    @Test
    public void aBookThatCannotBeWrittenKeepsNothingBack() throws Exception {
        outage();
        Path book = folder.getRoot().toPath().resolve("book");
        Files.move(book, book.resolveSibling("away"));
        // Neither the file nor a folder for it can be made: nothing can be written.
        Files.writeString(book, "");
        status = 200;
        await("all are taken", () -> taken.get() >= MANY);
        Files.delete(book);
        notification();
        await("the last one, too", () -> taken.get() > MANY);
    }

    private void outage() throws Exception {
        for (int i = 0; i < MANY; i++) {
            notification();
        }
        // Those that were not on their way by then wait.
        await("some were tried", () -> tries.get() >= FAILURES);
    }

    private void notification() throws Exception {
        URI here = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + "/");
        Delivery delivery = Delivery.of(book.open(new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 25.00"), false,
                "", "Appeal", "en", here, here)));
        book.owe(delivery);
        sender.send(delivery, 0);
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertTrue("not in time: " + what, System.nanoTime() < end);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
