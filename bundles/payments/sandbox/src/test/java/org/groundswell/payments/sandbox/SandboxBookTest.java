package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
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
            assertEquals(java.util.List.of(owed), java.util.List.copyOf(book.owed()));
            done = book.open(request());
        }
        try (var book = new SandboxBook(file(), clock)) {
            assertEquals("written after the unfinished line", done, book.find(done.id()).orElseThrow());
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

    @Test
    public void theJournalStaysShortWhileTheNodeRuns() throws Exception {
        String last = "";
        try (var book = new SandboxBook(file(), clock)) {
            for (int i = 0; i < 3_000; i++) {
                last = book.decide(book.open(request()), PaymentStatus.PAID).id();
            }
        }
        // Of the 1,500 lines with which it was too long at most 300 are left; how many came meanwhile is a matter of luck.
        int lines = Files.readAllLines(file()).size();
        assertTrue(lines + " lines", lines <= 6_000 - 1_500 + 301);
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
        });
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
