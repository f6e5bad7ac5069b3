package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SqliteLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final String CAMPAIGN = "flood";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path file;
    private SqliteLedger ledger;

    @Before
    public void open() throws Exception {
        file = folder.getRoot().toPath().resolve("ledger/ledger.db");
        ledger = new SqliteLedger(file, 1000, 100, 2);
    }

    @After
    public void close() throws Exception {
        ledger.close();
    }

    @Test
    public void aKeyIsOneDonation() {
        Pledge first = pledge("key-1", 2500);
        assertTrue(ledger.pledge(first) instanceof PledgeOutcome.Recorded);
        var again = ledger.pledge(pledge("key-1", 2500));
        assertEquals(first.id(), ((PledgeOutcome.Repeated) again).donation().pledge().id());
        assertTrue(ledger.pledge(pledge("key-1", 9900)) instanceof PledgeOutcome.ForeignKey);
        assertEquals(1, ledger.entries(first.id()).size());
    }

    @Test
    public void onlySettledMoneyCounts() {
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        assertEquals(0, raised());
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(2500, raised());
        assertEquals(1, ledger.totals(CAMPAIGN, CurrencyUnit.EUR).donations());
        assertEquals(List.of(DonationState.PLEDGED, DonationState.PENDING, DonationState.PAID),
                ledger.entries(id).stream().map(Entry::state).toList());
    }

    @Test
    public void aRepeatedOrLateNotificationChangesNothing() {
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertTrue(change(id, DonationState.PAID, "p1", "e1", 2500, 0) instanceof ChangeOutcome.Ignored);
        assertTrue(change(id, DonationState.PAID, "p1", "e2", 2500, 0) instanceof ChangeOutcome.Ignored);
        assertTrue(change(id, DonationState.FAILED, "p1", "e3", 0, 0) instanceof ChangeOutcome.Ignored);
        assertTrue(change(id, DonationState.PENDING, "p1", "e4", 0, 0) instanceof ChangeOutcome.Ignored);
        assertEquals(2500, raised());
    }

    @Test
    public void moneyThatArrivesLateCounts() {
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        change(id, DonationState.EXPIRED, "p1", null, 0, 0);
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(2500, raised());
    }

    @Test
    public void refundsReduceTheTotalOnce() {
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        change(id, DonationState.REFUNDED, "p1", "e2", 2500, 1000);
        assertEquals(1500, raised());
        assertTrue(change(id, DonationState.REFUNDED, "p1", "e3", 2500, 1000) instanceof ChangeOutcome.Ignored);
        assertTrue("an older report", change(id, DonationState.PAID, "p1", "e4", 2500, 0)
                instanceof ChangeOutcome.Ignored);
        change(id, DonationState.REFUNDED, "p1", "e5", 2500, 2500);
        assertEquals(0, raised());
        assertEquals(0, ledger.totals(CAMPAIGN, CurrencyUnit.EUR).donations());
        assertTrue(ledger.latest(CAMPAIGN, 10).isEmpty());
    }

    @Test
    public void aRefundMayBeHeardOfBeforeThePayment() {
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        change(id, DonationState.REFUNDED, "p1", "e2", 2500, 500);
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(2000, raised());
    }

    /** Each won dispute counts its donation once more, and it is still one. */
    @Test
    public void wonDisputesTakeNobodysPlaceAmongTheLatest() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 7; i++) {
            UUID id = recorded("k" + i, 2500);
            ids.add(id);
            pending(id, "p" + i);
            paid(id, i, 1);
        }
        for (int round = 1; round <= 4; round++) {
            dispute(ids.get(6), 6, 2 * round);
            paid(ids.get(6), 6, 2 * round + 1);
        }
        dispute(ids.get(0), 0, 2);
        paid(ids.get(0), 0, 3);
        assertEquals(List.of(0, 6, 5, 4, 3, 2), ledger.latest(CAMPAIGN, 6).stream()
                .map(each -> ids.indexOf(each.pledge().id())).toList());
    }

    @Test
    public void aRecountMissesNothingThatHasNoEntries() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO total VALUES ('quake', 'EUR', 700, 1, 0)");
            statement.executeUpdate("INSERT INTO donation (id, key, campaign, currency, amount, name, email, message,"
                    + " anonymous, language, pledged_at, state, settled, changed_at) VALUES (x'01', 'other', 'storm',"
                    + " 'USD', 900, '', '', '', 0, 'en', 0, 'PAID', 900, 0)");
        }
        recorded("k", 2500);
        var recounts = ledger.recount();
        assertEquals(List.of("flood", "quake", "storm"), recounts.stream().map(each -> each.campaign()).toList());
        assertEquals(List.of(true, false, false), recounts.stream().map(each -> each.agrees()).toList());
        assertEquals(Money.parse("EUR 7"), recounts.get(1).total());
        assertEquals(Money.parse("USD 9"), recounts.get(2).donations());
    }

    @Test
    public void anUnknownDonationIsNoError() {
        var change = new Change(UUID.randomUUID(), DonationState.PAID, null, null, null, null, "webhook", NOW);
        assertTrue(ledger.change(change) instanceof ChangeOutcome.Unknown);
    }

    @Test
    public void everythingIsThereAfterOpeningAgain() throws Exception {
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        Donation before = ledger.donation(id).orElseThrow();
        ledger.close();
        ledger = new SqliteLedger(file, 1000, 100, 2);
        assertEquals(before, ledger.donation(id).orElseThrow());
        assertEquals(before, ledger.byPayment("sandbox", "p1").orElseThrow());
        assertEquals(2500, raised());
        assertEquals(List.of(before), ledger.latest(CAMPAIGN, 5));
    }

    @Test
    public void entriesCannotBeChangedOrRemoved() throws Exception {
        recorded("k", 2500);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE entry SET raised = 1"));
            assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM entry"));
        }
    }

    @Test
    public void listenersHearOfEntriesAfterTheyAreDurable() {
        var heard = new CopyOnWriteArrayList<Entry>();
        ledger.listeners().add(heard::addAll, "test");
        UUID id = recorded("k", 2500);
        pending(id, "p1");
        change(id, DonationState.PAID, "p1", "e1", 2500, 0);
        assertEquals(List.of(DonationState.PENDING, DonationState.PAID), heard.stream().map(Entry::state).toList());
    }

    @Test
    public void manyAtOnceAddUp() throws Exception {
        int donors = 200;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < donors; i++) {
                int number = i;
                results.add(threads.submit(() -> {
                    UUID id = recorded("key-" + number, 100 + number);
                    pending(id, "p" + number);
                    change(id, DonationState.PAID, "p" + number, "e" + number, 100 + number, 0);
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertEquals(donors * 100L + donors * (donors - 1L) / 2, raised());
        assertEquals(donors, ledger.totals(CAMPAIGN, CurrencyUnit.EUR).donations());
        assertEquals(sumOfEntries(), raised());
    }

    @Test
    public void oneBadCommandDoesNotTakeItsNeighboursWithIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            UUID good = recorded("good", 1000);
            UUID bad = recorded("bad", 1000);
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                results.add(threads.submit(() -> recorded("n" + number, 100)));
            }
            // More refunded than settled: the database refuses it.
            assertThrows(LedgerUnavailableException.class,
                    () -> change(bad, DonationState.REFUNDED, "pb", "eb", 1000, 5000));
            change(good, DonationState.PAID, "pg", "eg", 1000, 0);
            for (Future<?> result : results) {
                result.get();
            }
            assertEquals(1000, raised());
            assertEquals(DonationState.PLEDGED, ledger.donation(bad).orElseThrow().state());
        }
    }

    @Test
    public void openDonationsComeInPagesOldestFirst() {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            ids.add(recorded("k" + i, 100, new UUID(0x0199_0000_0000_7000L, i)));
        }
        change(ids.get(1), DonationState.PAID, "p", "e", 100, 0);
        var page = ledger.open(null, 2).stream().map(each -> each.pledge().id()).toList();
        assertEquals(List.of(ids.get(0), ids.get(2)), page);
        assertEquals(List.of(ids.get(3), ids.get(4)),
                ledger.open(page.getLast(), 2).stream().map(each -> each.pledge().id()).toList());
        assertEquals(List.of(ids.get(4), ids.get(3)),
                ledger.newest(null, 2).stream().map(each -> each.pledge().id()).toList());
    }

    @Test
    public void aClosedLedgerRefusesInsteadOfHanging() throws Exception {
        ledger.close();
        assertThrows(LedgerUnavailableException.class, () -> ledger.pledge(pledge("k", 100)));
        ledger = new SqliteLedger(file, 1000, 100, 2);
    }

    private long sumOfEntries() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT sum(raised) FROM entry")) {
            return rows.getLong(1);
        }
    }

    private long raised() {
        return ledger.totals(CAMPAIGN, CurrencyUnit.EUR).raised().getAmountMinorLong();
    }

    private UUID recorded(String key, long minor) {
        return recorded(key, minor, UUID.randomUUID());
    }

    private UUID recorded(String key, long minor, UUID id) {
        ledger.pledge(new Pledge(id, key, CAMPAIGN, Money.ofMinor(CurrencyUnit.EUR, minor),
                new Donor("A", "", "", false), "en", NOW));
        return id;
    }

    private static Pledge pledge(String key, long minor) {
        return new Pledge(UUID.randomUUID(), key, CAMPAIGN, Money.ofMinor(CurrencyUnit.EUR, minor),
                new Donor("A", "", "", false), "en", NOW);
    }

    private void pending(UUID id, String paymentId) {
        change(id, DonationState.PENDING, paymentId, null, 0, 0);
    }

    private void paid(UUID id, int number, int second) {
        at(id, DonationState.PAID, number, second);
    }

    private void dispute(UUID id, int number, int second) {
        at(id, DonationState.DISPUTED, number, second);
    }

    private void at(UUID id, DonationState next, int number, int second) {
        var outcome = ledger.change(new Change(id, next, new Donation.Payment("sandbox", "p" + number, "/pay"),
                "e" + number + " " + second, Money.parse("EUR 25"), Money.parse("EUR 0"), "webhook",
                NOW.plusSeconds(second)));
        assertTrue(outcome.toString(), outcome instanceof ChangeOutcome.Applied);
    }

    private ChangeOutcome change(UUID id, DonationState next, String paymentId, String eventId, long settled,
            long refunded) {
        boolean money = settled > 0;
        return ledger.change(new Change(id, next, new Donation.Payment("sandbox", paymentId, "/pay"), eventId,
                money ? Money.ofMinor(CurrencyUnit.EUR, settled) : null,
                money ? Money.ofMinor(CurrencyUnit.EUR, refunded) : null, "webhook", NOW.plusSeconds(1)));
    }
}
