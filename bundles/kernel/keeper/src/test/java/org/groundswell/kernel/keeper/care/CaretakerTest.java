package org.groundswell.kernel.keeper.care;

import static org.groundswell.kernel.api.keeper.SwapOutcome.BEGUN;
import static org.groundswell.kernel.api.keeper.SwapOutcome.GOOD;
import static org.groundswell.kernel.api.keeper.SwapOutcome.RESTARTED;
import static org.groundswell.kernel.api.keeper.SwapOutcome.ROLLED_BACK;
import static org.groundswell.kernel.api.keeper.SwapOutcome.SET_ASIDE;
import static org.groundswell.kernel.api.keeper.SwapOutcome.TAKEN_OVER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.ports.OperationStatus;
import org.groundswell.kernel.api.ports.PortStatus;
import org.groundswell.kernel.api.ports.Ports;
import org.groundswell.kernel.keeper.Fake;
import org.groundswell.kernel.keeper.TestKeeper;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What becomes of a bundle that was good and keeps breaking. */
public class CaretakerTest {
    private static final int RESTARTS = 2;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private TestKeeper keeper;
    private Caretaker caretaker;
    /** Calls so far, all of them broken, of the version that breaks. */
    private volatile long broken;
    private volatile String breaks = "";
    /** Of a ledger, the one that breaks; "" for a port of which no operations are known. */
    private volatile String operation = "";

    @Before
    public void start() throws Exception {
        keeper = new TestKeeper(folder.getRoot().toPath(), 0);
    }

    @After
    public void stop() throws Exception {
        if (caretaker != null) {
            caretaker.stop();
        }
        keeper.close();
    }

    @Test
    public void whatKeepsBreakingIsRestartedAndThenTheJarBeforeComesBack() throws Exception {
        keeper.good("1.0.0");
        keeper.good("2.0.0");
        breaks = "2.0.0";
        care(0);
        TestKeeper.await("the jar before is good again", () -> keeper.outcomes().size() == 9);
        assertEquals(List.of(BEGUN, GOOD, BEGUN, GOOD, RESTARTED, RESTARTED, ROLLED_BACK, BEGUN, GOOD),
                keeper.outcomes());
        assertEquals("1.0.0", keeper.running());
        assertEquals("most of its calls broke", keeper.history().all().get(6).reason());
        SwapRecord again = keeper.node().swapper().swap(keeper.jar("2.0.0"), "deploy", false).get();
        assertEquals("it was good, and is not any more", ROLLED_BACK, keeper.history().all().get(6).outcome());
        assertTrue(again.toString(), again.reason().contains("groundswell:swap deploy tries it again"));
    }

    @Test
    public void whereThereIsNothingToGoBackToItIsSetAside() throws Exception {
        keeper.good("1.0.0");
        breaks = "1.0.0";
        care(0);
        TestKeeper.await("it is set aside", () -> keeper.outcomes().contains(SET_ASIDE) && keeper.running().isEmpty());
        assertEquals(List.of(BEGUN, GOOD, RESTARTED, RESTARTED, SET_ASIDE), keeper.outcomes());
        assertEquals("once by the swap, twice by the caretaker", 3, keeper.framework().starts().size());
        String reason = keeper.history().all().getLast().reason();
        assertTrue(reason, reason.contains("calls broke after 2 restarts, and there is no jar to go back to"));
    }

    @Test
    public void theNextRestartWaits() throws Exception {
        keeper.good("1.0.0");
        breaks = "1.0.0";
        care(3_600_000);
        TestKeeper.await("the first restart", () -> keeper.outcomes().contains(RESTARTED));
        long seen = broken;
        TestKeeper.await("many looks later", () -> broken > seen + 1_000);
        assertEquals(List.of(BEGUN, GOOD, RESTARTED), keeper.outcomes());
    }

    @Test
    public void whatIsOnTrialIsJudgedThere() throws Exception {
        keeper.close();
        keeper = new TestKeeper(folder.newFolder().toPath(), 600_000);
        keeper.node().swap(keeper.jar("1.0.0"), "test");
        breaks = "1.0.0";
        care(0);
        TestKeeper.await("many looks later", () -> broken > 1_000);
        assertEquals(List.of(BEGUN), keeper.outcomes());
    }

    @Test
    public void anotherProviderOfAPortIsNoted() throws Exception {
        keeper.good("1.0.0");
        keeper.node().swap(keeper.jar("org.example.other", "1.0.0"), "test").get();
        long other = keeper.framework().find("org.example.other").orElseThrow().getBundleId();
        keeper.ports(port(bundle(), 0));
        care(0);
        long seen = broken;
        TestKeeper.await("a look", () -> broken > seen);
        keeper.ports(port(other, 0));
        TestKeeper.await("the take-over", () -> keeper.outcomes().contains(TAKEN_OVER));
        SwapRecord record = keeper.history().all().getLast();
        assertEquals("org.example.other", record.bundle());
        assertEquals("it provides port greetings now; org.example.greeter did before", record.reason());
    }

    @Test
    public void whatDonorsNeedStaysThoughReceiptsBreak() throws Exception {
        keeper.good("1.0.0");
        keeper.good("2.0.0");
        operation = "ReceiptBook.issue";
        breaks = "2.0.0";
        care(0);
        TestKeeper.await("it is said", () -> !caretaker.spared().isEmpty());
        long seen = broken;
        TestKeeper.await("many looks later", () -> broken > seen + 1_000);
        assertEquals("nobody need wait for it, and it does not go back", List.of(BEGUN, GOOD, BEGUN, GOOD), keeper.outcomes());
        String said = caretaker.spared().getFirst();
        assertTrue(said, said.startsWith(TestKeeper.GREETER + ": ") && said.contains("ReceiptBook.issue calls broke, for "));
        assertEquals(Result.Status.WARN, new CareCheck(caretaker).execute().getStatus());
    }

    @Test
    public void aLedgerThatTakesNothingIsRestartedAndNeverSetAside() throws Exception {
        keeper.good("1.0.0");
        operation = "Ledger.pledge";
        breaks = "1.0.0";
        care(0);
        TestKeeper.await("more than others", () -> keeper.framework().starts().size() > RESTARTS + 3);
        assertTrue(keeper.outcomes().toString(), !keeper.outcomes().contains(SET_ASIDE));
        String said = caretaker.spared().getFirst();
        assertTrue(said, said.contains("Ledger.pledge calls broke. There is no jar to go back to"));
        breaks = "";
        TestKeeper.await("it runs again", () -> keeper.running().equals("1.0.0"));
    }

    @Test
    public void aLedgerThatTakesNothingGoesBackWhereItCan() throws Exception {
        keeper.good("1.0.0");
        keeper.good("2.0.0");
        operation = "Ledger.pledge";
        breaks = "2.0.0";
        care(0);
        TestKeeper.await("the jar before is good again", () -> keeper.outcomes().size() == 9);
        assertEquals("1.0.0", keeper.running());
    }

    private void care(int backoffMillis) {
        Ports given = keeper.switchboard();
        Ports breaking = Fake.of(Ports.class, (method, arguments) -> switch (method) {
            case "list" -> {
                broken += 20;
                yield keeper.running().equals(breaks) && !breaks.isEmpty() ? List.of(port(bundle(), broken))
                        : given.list();
            }
            default -> given.refused();
        });
        caretaker = new Caretaker(keeper.framework().context(), keeper.node(), keeper.history(), breaking,
                Fake.settings(Caretaker.Config.class, (setting, none) -> switch (setting) {
                    case "everyMillis" -> 1;
                    case "restarts" -> RESTARTS;
                    case "backoffMillis" -> backoffMillis;
                    default -> null;
                }));
    }

    private long bundle() {
        return keeper.framework().find(TestKeeper.GREETER).orElseThrow().getBundleId();
    }

    private PortStatus port(long provider, long broken) {
        if (!operation.isEmpty()) {
            return new PortStatus("ledger", List.of("org.groundswell.donations.api.Ledger"), provider, provider, 2 * broken,
                    broken, 0, 0, List.of(new OperationStatus(operation, provider, broken, broken, 0),
                            new OperationStatus("Ledger.latest", provider, broken, 0, 0)));
        }
        return new PortStatus("greetings", List.of("Greeter"), provider, provider, broken, broken, 0, 0);
    }
}
