package org.groundswell.donations.ledger.sqlite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Totals;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A ledger of the release before there were marks for tests, as it is found by this one. */
public class RehearsalStepTest {
    private static final UUID SANDBOX = new UUID(0, 1);
    private static final UUID STRIPE_TEST = new UUID(0, 2);
    private static final UUID STRIPE = new UUID(0, 3);
    private static final UUID MOVED = new UUID(0, 4);
    private static final UUID RENEWAL = new UUID(0, 5);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void whatTheSandboxTookBecomesTests() throws Exception {
        try (var before = new OldLedger(file(), "schema-rehearsals.sql")) {
            before.paid(SANDBOX, "", "sandbox", "s1", 2500);
            before.paid(STRIPE_TEST, "", "stripe", "cs_test_a1", 900);
            before.paid(STRIPE, "", "stripe", "cs_live_a1", 700);
            before.paid(MOVED, "", "stripe", "cs_live_testa_test_", 30);
            before.payment(MOVED, "sandbox", "s2");
            before.pledged(RENEWAL, "", SANDBOX);
            before.total(4130, 4);
        }
        var ledger = new SqliteLedger(file(), 100, 10, 1);
        try {
            assertEquals(new Totals("flood", Money.parse("EUR 7.30"), 2, ledger.totals("flood", CurrencyUnit.EUR)
                    .updated()), ledger.totals("flood", CurrencyUnit.EUR));
            assertEquals(List.of(MOVED, STRIPE), ledger.latest("flood", 9).stream().map(each -> each.pledge().id())
                    .toList());
            for (UUID each : List.of(SANDBOX, STRIPE_TEST, RENEWAL)) {
                assertTrue("" + each, ledger.donation(each).orElseThrow().pledge().test());
            }
            assertFalse(ledger.donation(STRIPE).orElseThrow().pledge().test());
            assertEquals(List.of("0 EUR 7.30 2 true", "1 EUR 34.00 2 true"), ledger.recount().stream()
                    .map(each -> each.rehearsal() + " " + each.entries() + " " + each.totalCount() + " "
                            + each.agrees()).toList());
            assertEquals(List.of(1, 1, 0, 0), ledger.entriesAfter(Ledger.BEGINNING, 9).entries().stream()
                    .map(Entry::rehearsal).toList());
        } finally {
            ledger.close();
        }
        entriesAreStillNeverChanged();
    }

    @Test
    public void aNodeThatNeverTookRealMoneyShowsItsTests() throws Exception {
        try (var before = new OldLedger(file(), "schema-rehearsals.sql")) {
            before.paid(SANDBOX, "", "sandbox", "s1", 2500);
            before.pledged(STRIPE, "", null);
            before.total(2500, 1);
        }
        var ledger = new SqliteLedger(file(), 100, 10, 1);
        try {
            Totals totals = ledger.totals("flood", CurrencyUnit.EUR);
            assertTrue(totals.isTest());
            assertEquals(Money.parse("EUR 25"), totals.raised());
            assertEquals(1, totals.donations());
            assertEquals(1, ledger.latest("flood", 9).size());
            assertTrue(ledger.recount().toString(), ledger.recount().stream().allMatch(each -> each.agrees()));
        } finally {
            ledger.close();
        }
    }

    /** A total that was wrong before is not put right in silence: the audit has to find it. */
    @Test
    public void aTotalThatDidNotAgreeStillDoesNot() throws Exception {
        try (var before = new OldLedger(file(), "schema-rehearsals.sql")) {
            before.paid(SANDBOX, "", "sandbox", "s1", 2500);
            before.paid(STRIPE, "", "stripe", "cs_live_a1", 700);
            before.total(3300, 2);
        }
        var ledger = new SqliteLedger(file(), 100, 10, 1);
        try {
            assertEquals(List.of("0 EUR 8.00 false", "1 EUR 25.00 true"), ledger.recount().stream()
                    .map(each -> each.rehearsal() + " " + each.total() + " " + each.agrees()).toList());
        } finally {
            ledger.close();
        }
    }

    private void entriesAreStillNeverChanged() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeUpdate("UPDATE entry SET rehearsal = 0"));
            assertThrows(SQLException.class, () -> statement.executeUpdate("DELETE FROM entry"));
        }
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("ledger/ledger.db");
    }
}
