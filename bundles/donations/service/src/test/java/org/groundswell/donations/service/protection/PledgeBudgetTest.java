package org.groundswell.donations.service.protection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Donor;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.protection.PledgeBudget.Standing;
import org.joda.money.Money;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PledgeBudgetTest {
    private static final int CHALLENGE_FROM = 3;
    private static final int REFUSE_FROM = 5;
    private static final int CHALLENGE_ALL_FROM = 20;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Visitor visitor = Visitor.of("203.0.113.1", "a@example.org");

    @Test
    public void anAddressMeetsTheChallengeAndThenTheEnd() {
        PledgeBudget budget = budget();
        var standings = new ArrayList<Standing>();
        for (int i = 0; i < REFUSE_FROM; i++) {
            standings.add(budget.standing(visitor));
            assertTrue(budget.begin(UUID.randomUUID(), visitor));
        }
        assertEquals(List.of(Standing.FREE, Standing.FREE, Standing.FREE, Standing.CHALLENGED, Standing.CHALLENGED),
                standings);
        assertEquals("another e-mail is the same address", Standing.REFUSED,
                budget.standing(Visitor.of("203.0.113.1", "b@example.org")));
        assertFalse("also for forms that were judged before", budget.begin(UUID.randomUUID(), visitor));
        assertEquals(Standing.FREE, budget.standing(Visitor.of("203.0.113.2", "a@example.org")));
    }

    @Test
    public void anIpv6NetworkIsOneAddress() {
        PledgeBudget budget = budget();
        for (int i = 0; i < REFUSE_FROM; i++) {
            assertTrue(budget.begin(UUID.randomUUID(), Visitor.of("2001:db8:0:1::" + i, "")));
        }
        assertEquals(Standing.REFUSED, budget.standing(Visitor.of("2001:db8:0:1:ffff::1", "")));
        assertEquals(Standing.FREE, budget.standing(Visitor.of("2001:db8:0:2::1", "")));
    }

    @Test
    public void whatWasPaidOrHasEndedNoLongerCounts() {
        for (DonationState ended : DonationState.values()) {
            PledgeBudget budget = budget();
            for (int i = 0; i < 100; i++) {
                UUID donation = UUID.randomUUID();
                if (!budget.begin(donation, visitor)) {
                    break;
                }
                budget.committed(List.of(entry(donation, ended)));
                budget.committed(List.of(entry(donation, ended), entry(UUID.randomUUID(), ended)));
            }
            assertEquals(ended.toString(), ended.isOpen() ? Standing.REFUSED : Standing.FREE, budget.standing(visitor));
        }
    }

    @Test
    public void everybodyIsChallengedWhileVeryMuchIsOpenAndTheMemoryHasAnEnd() {
        PledgeBudget budget = budget();
        for (int i = 0; i < CHALLENGE_ALL_FROM; i++) {
            assertEquals(Standing.FREE, budget.standing(visitor));
            budget.begin(UUID.randomUUID(), Visitor.of("198.51.100." + i, ""));
        }
        assertEquals(Standing.CHALLENGED, budget.standing(visitor));
        for (int i = 0; i < 1_000; i++) {
            budget.begin(UUID.randomUUID(), Visitor.of("10.0." + i % 200 + "." + i / 200 % 200, ""));
        }
        assertEquals(2 * CHALLENGE_ALL_FROM, budget.size());
    }

    @Test
    public void aRestartForgetsNothingThatIsStillOpen() throws Exception {
        PledgeBudget before = budget();
        UUID paid = pledged(before, visitor);
        for (int i = 1; i < REFUSE_FROM; i++) {
            pledged(before, visitor);
        }
        ledger.donations.remove(paid);
        ledger.pledge(pledge(UUID.randomUUID()));
        // What a crash leaves of a line.
        Files.writeString(file(), UUID.randomUUID() + " cut", StandardOpenOption.APPEND);
        PledgeBudget after = budget();
        after.count(ledger);
        assertEquals("what nobody noted counts for all", REFUSE_FROM, after.size());
        assertEquals(Standing.CHALLENGED, after.standing(visitor));
        assertTrue(after.begin(UUID.randomUUID(), visitor));
        assertEquals(Standing.REFUSED, after.standing(visitor));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertFalse(Files.readString(file()).contains("203.0.113"));
    }

    @Test
    public void whatEndsWhileTheLedgerIsCountedIsNotOpen() {
        PledgeBudget before = budget();
        UUID first = pledged(before, visitor);
        pledged(before, visitor);
        PledgeBudget after = budget();
        after.begin(UUID.randomUUID(), visitor);
        after.count((Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class},
                (_, method, arguments) -> {
                    Object found = method.invoke(ledger, arguments);
                    after.committed(List.of(entry(first, DonationState.PAID)));
                    return found;
                }));
        assertEquals(2, after.size());
    }

    @Test
    public void theFileHasAnEnd() throws Exception {
        PledgeBudget budget = budget();
        for (int i = 0; i < 500; i++) {
            UUID donation = UUID.randomUUID();
            budget.begin(donation, visitor);
            budget.committed(List.of(entry(donation, DonationState.PAID)));
        }
        assertTrue(Files.readAllLines(file()).size() <= 4 * CHALLENGE_ALL_FROM);
    }

    @Test
    public void aFolderThatCannotBeWrittenKeepsNobodyFromGiving() throws Exception {
        Files.writeString(folder.getRoot().toPath().resolve("pledges"), "in the way");
        PledgeBudget budget = budget();
        assertTrue(budget.begin(UUID.randomUUID(), visitor));
        budget.count(ledger);
        assertEquals(1, budget.size());
    }

    private UUID pledged(PledgeBudget budget, Visitor from) {
        UUID donation = UUID.randomUUID();
        assertTrue(budget.begin(donation, from));
        ledger.pledge(pledge(donation));
        return donation;
    }

    private static Pledge pledge(UUID donation) {
        return new Pledge(donation, donation.toString(), "flood", Money.parse("EUR 5"), new Donor("A", "", "", false),
                "en", Instant.EPOCH);
    }

    private static Entry entry(UUID donation, DonationState state) {
        return new Entry(1, donation, "flood", state, Money.parse("EUR 0"), 0, Cause.WEBHOOK, Instant.EPOCH);
    }

    private PledgeBudget budget() {
        return new PledgeBudget(new PledgeOrigins(file(), new NodeKey(new byte[32]), 4 * CHALLENGE_ALL_FROM),
                CHALLENGE_FROM, REFUSE_FROM, CHALLENGE_ALL_FROM);
    }

    private Path file() {
        return folder.getRoot().toPath().resolve("pledges/origins");
    }
}
