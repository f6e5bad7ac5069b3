package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SandboxBookTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Clock clock = Clock.systemUTC();

    @Test
    public void theSameDonationIsTheSamePayment() throws Exception {
        try (var book = new SandboxBook(file(), clock)) {
            PaymentRequest request = request();
            assertEquals(book.open(request), book.open(request));
        }
    }

    @Test
    public void aDecisionIsFinal() throws Exception {
        try (var book = new SandboxBook(file(), clock)) {
            var payment = book.open(request());
            assertEquals(PaymentStatus.PAID, book.decide(payment, PaymentStatus.PAID).status());
            assertEquals(PaymentStatus.PAID, book.decide(payment, PaymentStatus.CANCELED).status());
        }
    }

    @Test
    public void refundsNeverExceedThePayment() throws Exception {
        try (var book = new SandboxBook(file(), clock)) {
            var payment = book.open(request());
            assertEquals("not paid", 0, book.refund(payment, 100).refundedMinor());
            book.decide(payment, PaymentStatus.PAID);
            assertEquals(1000, book.refund(payment, 1000).refundedMinor());
            assertEquals(2500, book.refund(payment, 9999).refundedMinor());
        }
    }

    @Test
    public void aKilledGatewayRemembersPaymentsAndOwedNotifications() throws Exception {
        SandboxPayment paid;
        Delivery owed;
        SandboxPayment done;
        try (var book = new SandboxBook(file(), clock)) {
            paid = book.decide(book.open(request()), PaymentStatus.PAID);
            owed = Delivery.of(paid);
            book.owe(owed);
            Delivery delivered = Delivery.of(paid);
            book.owe(delivered);
            book.delivered(delivered);
        }
        Files.writeString(file(), "{\"payment\":{\"id\":\"sb_cut", StandardOpenOption.APPEND);
        try (var book = new SandboxBook(file(), clock)) {
            assertEquals(paid, book.find(paid.id()).orElseThrow());
            assertEquals(List.of(owed), List.copyOf(book.owed()));
            done = book.open(request());
        }
        try (var book = new SandboxBook(file(), clock)) {
            assertEquals("written after the unfinished line", done, book.find(done.id()).orElseThrow());
        }
    }

    @Test
    public void aDamagedJournalKeepsNoGatewayFromStarting() throws Exception {
        SandboxPayment paid;
        try (var book = new SandboxBook(file(), clock)) {
            paid = book.decide(book.open(request()), PaymentStatus.PAID);
        }
        String line = Files.readAllLines(file()).getLast();
        Files.write(file(), new byte[] {0, (byte) 0xff, (byte) 0xc3, '\n'}, StandardOpenOption.APPEND);
        for (String bad : List.of("[]", "7", "\"text\"", "null", "{}", "{\"payment\":{}}", "{\"delivery\":{}}",
                "{\"payment\":7}", line.replace("PAID", "SPLIT"), line.replace("EUR", "XXXX"),
                line.replace(paid.donation().toString(), "no uuid"), line.substring(0, line.length() / 2),
                "{\"delivery\":{\"eventId\":\"e\"}}", "[".repeat(5_000))) {
            Files.writeString(file(), bad + '\n', StandardOpenOption.APPEND);
        }
        SandboxPayment next;
        try (var book = new SandboxBook(file(), clock)) {
            assertEquals(paid, book.find(paid.id()).orElseThrow());
            assertEquals(List.of(), List.copyOf(book.owed()));
            next = book.open(request());
        }
        try (var book = new SandboxBook(file(), clock)) {
            assertEquals(next, book.find(next.id()).orElseThrow());
            assertEquals(List.of(paid, next), book.since(Instant.EPOCH).stream()
                    .sorted(Comparator.comparing(SandboxPayment::id)).toList());
        }
        assertEquals(15, Files.readString(file().resolveSibling("payments.jsonl.unread")).lines().count());
    }

    @Test
    public void whatCouldNotBeNotedIsNotSo() throws Exception {
        Path folders = folder.getRoot().toPath().resolve("gone");
        try (var book = new SandboxBook(folders.resolve("payments.jsonl"), clock)) {
            SandboxPayment payment = book.open(request());
            // Neither the file nor a folder for it can be made: nothing can be written.
            Files.delete(folders.resolve("payments.jsonl"));
            Files.delete(folders);
            Files.writeString(folders, "");
            assertThrows(UncheckedIOException.class, () -> book.decide(payment, PaymentStatus.PAID));
            assertEquals(PaymentStatus.OPEN, book.find(payment.id()).orElseThrow().status());
            assertThrows(UncheckedIOException.class, () -> book.open(request()));
            assertThrows(UncheckedIOException.class, () -> book.owe(Delivery.of(payment)));
            assertTrue(book.owed().isEmpty());
            Files.delete(folders);
            assertEquals(PaymentStatus.PAID, book.decide(payment, PaymentStatus.PAID).status());
            try (var again = new SandboxBook(folders.resolve("payments.jsonl"), clock)) {
                assertEquals(List.of(PaymentStatus.PAID),
                        again.since(Instant.EPOCH).stream().map(SandboxPayment::status).toList());
            }
        }
    }

    @Test
    public void oldPaymentsAreForgotten() throws Exception {
        String id;
        try (var book = new SandboxBook(file(), Clock.offset(clock, Duration.ofDays(-31)))) {
            id = book.open(request()).id();
        }
        try (var book = new SandboxBook(file(), clock)) {
            assertTrue(book.find(id).isEmpty());
        }
    }

    /** How many lines come while it is written anew is a matter of luck, and so is how short it is at any one moment. */
    @Test
    public void theJournalIsMadeShortWhileTheNodeRuns() throws Exception {
        String last = "";
        try (var book = new SandboxBook(file(), clock)) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            for (int lines = 0; lines < 1_500; lines += 2) {
                last = book.decide(book.open(request()), PaymentStatus.PAID).id();
            }
            while (Files.readAllLines(file()).size() >= 1_500) {
                assertTrue("it was not made short in two minutes", System.nanoTime() < end);
                last = book.decide(book.open(request()), PaymentStatus.PAID).id();
            }
        }
        try (var book = new SandboxBook(file(), clock)) {
            assertEquals(PaymentStatus.PAID, book.find(last).orElseThrow().status());
        }
        int left = Files.readAllLines(file()).size();
        assertTrue(left + " lines", left <= 1_500);
    }

    @Test
    public void aLongBookIsNotWrittenAnewForEachLine() throws Exception {
        var written = new AtomicInteger();
        var journal = new Journal(file(), () -> {
            written.incrementAndGet();
            return Collections.nCopies(5_000, new Journal.Line(null, null, "needed"));
        }, () -> { });
        journal.open(line -> { });
        for (int i = 0; i < 20_000; i++) {
            journal.append(new Journal.Line(null, null, "line"));
        }
        journal.close();
        assertTrue(written.get() + " times", written.get() <= 5);
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("payments.jsonl");
    }

    private static PaymentRequest request() {
        return new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 25.00"), false, "", "Appeal", "en",
                URI.create("http://127.0.0.1/return"), URI.create("http://127.0.0.1/webhook"));
    }
}
