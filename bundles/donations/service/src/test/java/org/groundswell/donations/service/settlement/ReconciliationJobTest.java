package org.groundswell.donations.service.settlement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.groundswell.donations.service.MemoryLedger;
import org.groundswell.donations.service.RankedReference;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleContext;

/** From when on each round asks a gateway. */
public class ReconciliationJobTest {
    private static final int OVERLAP_HOURS = 5;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final List<Instant> asked = new ArrayList<>();
    private final Providers providers = Providers.of(null, Clock.systemUTC());
    private boolean down;
    private Path mark;
    private ReconciliationJob job;

    @Before
    public void start() {
        providers.bindProvider(new RankedReference<>(0), gateway());
        mark = folder.getRoot().toPath().resolve("data/reconciliation/ranked0");
        var ledger = new MemoryLedger();
        var reconciliation = new Reconciliation(ledger, new Settlement(ledger, Clock.systemUTC()),
                folder.getRoot().toPath().resolve("lists"), Clock.systemUTC());
        job = new ReconciliationJob(context(), providers, reconciliation, config());
    }

    @After
    public void stop() {
        job.stop();
    }

    @Test
    public void theFirstRoundAsksForEverythingAndTheNextForWhatIsNewAndALittleMore() throws Exception {
        Instant before = Instant.now();
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
        assertEquals(List.of(), job.round());
        assertEquals(Set.of(), job.last().keySet());
    }

    /** Knows no payment. */
    private PaymentProvider gateway() {
        return (PaymentProvider) Proxy.newProxyInstance(PaymentProvider.class.getClassLoader(),
                new Class<?>[] {PaymentProvider.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return "ranked0";
                    }
                    if (!method.getName().equals("payments")) {
                        return method.getName().equals("mode") ? PaymentMode.TEST : null;
                    }
                    asked.add((Instant) arguments[0]);
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
