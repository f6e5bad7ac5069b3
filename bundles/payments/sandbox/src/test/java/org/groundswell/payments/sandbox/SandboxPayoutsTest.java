package org.groundswell.payments.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.payments.api.PaymentStatus;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SandboxPayoutsTest {
    private static final int MANY = 5_800;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Clock clock = Clock.systemUTC();

    /** What is read from a file line by line has an end at a megabyte. */
    @Test
    public void anEveningsGiftsAreStillKnownAfterARestart() throws Exception {
        Path file = folder.getRoot().toPath().resolve("payouts");
        try (var book = new SandboxBook(folder.getRoot().toPath().resolve("book"), clock)) {
            var open = new ArrayList<SandboxPayment>();
            for (int i = 0; i < MANY; i++) {
                open.add(book.open(request()));
                // Of decided ones the book forgets all but a few whenever it is written anew, but none that is awaited.
                assertTrue(book.owe(Delivery.of(open.getLast())));
            }
            open.forEach(each -> book.decide(each, PaymentStatus.PAID));
            List<SandboxPayout> before;
            try (var payouts = new SandboxPayouts(file, book, clock, Duration.ofHours(1))) {
                before = payouts.since(Instant.EPOCH);
            }
            assertTrue("more than a line may have", Files.size(file) > 1_000_000);
            int moved = before.stream().mapToInt(each -> each.lines().size()).sum();
            assertTrue("more than a line holds: " + moved, moved > MANY - 500);
            try (var payouts = new SandboxPayouts(file, book, clock, Duration.ofHours(1))) {
                assertEquals(before, payouts.since(Instant.EPOCH));
            }
            assertFalse(Files.exists(file.resolveSibling("payouts.unread")));
            assertTrue(before.stream().allMatch(each -> each.head().told().amount().isPositive()));
        }
    }

    private static PaymentRequest request() {
        return new PaymentRequest(UUID.randomUUID(), Money.parse("EUR 25.00"), false, "", "Appeal", "en",
                URI.create("http://127.0.0.1/return"), URI.create("http://127.0.0.1/webhook"));
    }
}
