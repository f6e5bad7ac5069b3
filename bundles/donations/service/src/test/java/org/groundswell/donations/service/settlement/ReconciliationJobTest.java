package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.service.DonationsCheck;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.TestLeases;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.donations.service.gateways.LiveGuard;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.Attempts;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.KeyRefusedException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleContext;

/** From when on each round asks a gateway. */
public class ReconciliationJobTest {
    private static final int OVERLAP_HOURS = 5;
    private static final String SITE = "https://give.example.org";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<Instant> asked = new ArrayList<>();
    private Providers providers;
    private final TestLeases leases = new TestLeases();
    private final SetClock clock = new SetClock("2026-11-21T20:00:00Z");
    private PaymentMode mode = PaymentMode.LIVE;
    private boolean down;
    private KeyRefusedException refusal;
    private Path mark;
    private ReconciliationJob job;

    @Before
    public void start() throws Exception {
        var guard = new LiveGuard(new NodeFolder(folder.getRoot().toPath()), () -> URI.create(SITE), SITE, "machine");
        providers = Providers.of(guard, Clock.systemUTC());
        providers.bindProvider(new RankedReference<>(0), gateway());
        mark = folder.getRoot().toPath().resolve("data/reconciliation/ranked0");
        var ledger = new MemoryLedger();
        var reconciliation = new Reconciliation(ledger, new Settlement(ledger, Clock.systemUTC()),
                folder.getRoot().toPath().resolve("lists"), Clock.systemUTC());
        job = new ReconciliationJob(context(), providers, reconciliation, leases, clock, config());
    }

    @After
    public void stop() {
        job.stop();
    }

    @Test
    public void theFirstRoundAsksForEverythingAndTheNextForWhatIsNewAndALittleMore() throws Exception {
        Instant before = clock.instant();
        job.round();
        Instant done = Instant.parse(Files.readString(mark).strip());
        assertFalse(done.isBefore(before));
        job.round();
        assertEquals(List.of(Instant.EPOCH, done.minus(Duration.ofHours(OVERLAP_HOURS))), asked);
    }

    @Test
    public void aRoundThatWasBrokenOffIsDoneAgainFromWhereItBegan() {
        down = true;
        assertTrue(job.round().getFirst().brokenOff().isPresent());
        assertFalse(Files.exists(mark));
        down = false;
        assertTrue(job.round().getFirst().brokenOff().isEmpty());
        assertEquals(List.of(Instant.EPOCH, Instant.EPOCH), asked);
        assertEquals(Set.of("ranked0"), job.last().keySet());
    }

    @Test
    public void healthSaysThatARoundDidNotComeToItsEndUntilOneDoes() {
        DonationsCheck health = health();
        job.round();
        Result well = health.execute();
        assertEquals(well.toString(), Result.Status.OK, well.getStatus());
        down = true;
        job.round();
        Result broken = health.execute();
        String said = broken.toString();
        assertEquals(said, Result.Status.WARN, broken.getStatus());
        assertTrue(said, said.contains("Reconciliation with ranked0 did not come to its end: ")
                && said.contains("the gateway is away"));
        down = false;
        job.round();
        assertEquals(Result.Status.OK, health.execute().getStatus());
    }

    private DonationsCheck health() {
        Path home = folder.getRoot().toPath();
        var open = new OpenDonations(new MemoryLedger(), null, leases, Clock.systemUTC(), new AskTimes(Duration.ofMinutes(1),
                Duration.ofMinutes(1)), 1, Duration.ofMinutes(1));
        var attempts = new Attempts((Attempts.Config) Proxy.newProxyInstance(Attempts.Config.class.getClassLoader(),
                new Class<?>[] {Attempts.Config.class}, (proxy, method, arguments) -> method.getDefaultValue()));
        return new DonationsCheck(providers, open, job, attempts, new WaitingRoom(0, 1, home.resolve("waiting"),
                Clock.systemUTC()), new KeptBrakes(home.resolve("brakes")), new NodeKey(new byte[32]));
    }

    /** With a new key at the gateway, not here: no donor comes to a node that is not fit, so it has to find out. */
    @Test
    public void aKeyThatWasRefusedIsTriedUntilItIsTaken() throws Exception {
        refusal = new KeyRefusedException("GET /v1/payments: status 401", false, null);
        job.tick();
        assertTrue(providers.isBroken());
        job.tick();
        assertTrue(providers.isBroken());
        refusal = null;
        job.tick();
        assertFalse(providers.isBroken());
        assertTrue("and what was missed is caught up with", job.last().get("ranked0").brokenOff().isEmpty());
    }

    @Test
    public void aMarkThatIsNoneMeansFromTheBeginning() throws Exception {
        Files.createDirectories(mark.getParent());
        Files.writeString(mark, "yesterday");
        job.round();
        assertEquals(List.of(Instant.EPOCH), asked);
    }

    @Test
    public void aGatewayThatIsGoneIsForgotten() {
        job.round();
        providers.unbindProvider(new RankedReference<>(0));
        assertEquals("before the next round", Set.of(), job.last().keySet());
        assertEquals(List.of(), job.round());
        assertEquals(Set.of(), job.last().keySet());
    }

    @Test
    public void anotherNodesGatewayIsLeftToItUntilItDies() throws Exception {
        leases.elsewhere = true;
        job.tick();
        assertEquals(List.of(), asked);
        leases.elsewhere = false;
        leases.mark = "2026-11-20T20:00:00Z";
        job.tick();
        assertEquals("it goes on where that one was", List.of(Instant.parse("2026-11-20T15:00:00Z")), asked);
        assertEquals("and says how far it is", clock.instant().toString(), leases.mark);
        job.tick();
        assertEquals("not before the next round is due", 1, asked.size());
        clock.pass(Duration.ofMinutes(60));
        job.tick();
        assertEquals(2, asked.size());
        leases.elsewhere = true;
        job.tick();
        assertEquals("the other one tells of it", Set.of(), job.last().keySet());
    }

    @Test
    public void whileNobodyCanSayWhoseRoundItIsThereIsNone() throws Exception {
        leases.away = true;
        job.tick();
        assertEquals(List.of(), asked);
        leases.away = false;
        job.tick();
        assertEquals(1, asked.size());
    }

    @Test
    public void whereNoMoneyMovesEachNodeDoesItAndSomebodyWhoWantsToKnowIsToldAnyhow() throws Exception {
        leases.elsewhere = true;
        mode = PaymentMode.TEST;
        job.tick();
        assertEquals(1, asked.size());
        mode = PaymentMode.LIVE;
        job.round();
        assertEquals(2, asked.size());
    }

    @Test
    public void whoGoesOverToTestsLeavesTheGatewayToAnotherNode() throws Exception {
        job.tick();
        String live = leases.mark;
        mode = PaymentMode.TEST;
        clock.pass(Duration.ofMinutes(60));
        job.tick();
        assertEquals("the others go on with what is real", List.of(), leases.held());
        assertEquals("a test says nothing about it", live, leases.mark);
        leases.mark = "2031-01-01T00:00:00Z";
        job.round();
        assertTrue("nor is it asked about it", asked.getLast().isBefore(clock.instant()));
    }

    @Test
    public void whatWasTestedIsNotTakenForWhatIsReal() throws Exception {
        mode = PaymentMode.TEST;
        job.tick();
        mode = PaymentMode.LIVE;
        job.round();
        assertEquals("its first round", List.of(Instant.EPOCH, Instant.EPOCH), asked);
    }

    @Test
    public void aNodeThatStopsLeavesItToAnother() throws Exception {
        job.tick();
        assertEquals("reconciliation ranked0", leases.held().getFirst().job());
        job.stop();
        assertEquals(List.of(), leases.held());
    }

    /** Knows no payment. */
    private PaymentProvider gateway() {
        return (PaymentProvider) Proxy.newProxyInstance(PaymentProvider.class.getClassLoader(),
                new Class<?>[] {PaymentProvider.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return "ranked0";
                    }
                    if (!method.getName().equals("payments")) {
                        return method.getName().equals("mode") ? mode
                                : method.getReturnType() == Optional.class ? Optional.empty() : null;
                    }
                    asked.add((Instant) arguments[0]);
                    if (refusal != null) {
                        throw refusal;
                    }
                    if (down) {
                        throw new PaymentException("the gateway is away");
                    }
                    return new PaymentPage(List.of(), List.of(), null, Instant.EPOCH);
                });
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) ->
                method.getName().equals("getProperty") && NodeFolder.PROPERTY.equals(arguments[0])
                        ? folder.getRoot().toString() : null);
    }

    private static ReconciliationJob.Config config() {
        return (ReconciliationJob.Config) Proxy.newProxyInstance(ReconciliationJob.Config.class.getClassLoader(),
                new Class<?>[] {ReconciliationJob.Config.class}, (proxy, method, arguments) ->
                method.getName().equals("overlapHours") ? OVERLAP_HOURS : 60);
    }
}
