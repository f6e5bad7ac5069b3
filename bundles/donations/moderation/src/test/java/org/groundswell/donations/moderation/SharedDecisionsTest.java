package org.groundswell.donations.moderation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SharedDecisionsTest {
    private static final UUID ANNA = new UUID(0, 1);
    private static final UUID BERT = new UUID(0, 2);
    private static final UUID CARLA = new UUID(0, 3);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private final Semaphore news = new Semaphore(0);
    private SharedDecisions here;
    private SharedDecisions there;

    @Before
    public void open() throws Exception {
        here = new SharedDecisions(new DecisionFile(file("here")), news::release);
        there = new SharedDecisions(new DecisionFile(file("there")), news::release);
    }

    @After
    public void close() {
        here.close();
        there.close();
    }

    @Test
    public void whoIsHiddenAtOneNodeIsHiddenAtTheOther() throws Exception {
        here.use(records);
        there.use(records);
        until(() -> here.areKnown() && there.areKnown());
        here.decide(List.of(ANNA, BERT), Decision.SHOW);
        until(() -> there.shown(9).size() == 2);
        there.decide(List.of(ANNA), Decision.HIDE);
        until(() -> here.decision(ANNA).equals(Optional.of(Decision.HIDE)));
        assertEquals(List.of(BERT), here.shown(9));
        assertFalse("a node's file has no part in it", Files.exists(file("here")));
    }

    @Test
    public void untilOthersCanBeAskedNothingIsKnown() throws Exception {
        here.decide(List.of(ANNA), Decision.SHOW);
        assertTrue(here.areKnown());
        records.away(true);
        here.use(records);
        assertFalse(here.areKnown());
        assertThrows(UncheckedIOException.class, () -> here.decide(List.of(BERT), Decision.SHOW));
        records.away(false);
        until(here::areKnown);
        assertEquals(Optional.of(Decision.SHOW), here.decision(ANNA));
    }

    @Test
    public void whatNodesHadDecidedByThemselvesCountsForAllAndHidingFirst() throws Exception {
        here.decide(List.of(ANNA, BERT, CARLA), Decision.SHOW);
        there.decide(List.of(ANNA), Decision.HIDE);
        there.decide(List.of(BERT), Decision.NAME);
        here.use(records);
        until(here::areKnown);
        there.use(records);
        until(there::areKnown);
        until(() -> here.decision(ANNA).equals(Optional.of(Decision.HIDE)));
        for (SharedDecisions each : List.of(here, there)) {
            assertEquals(Optional.of(Decision.HIDE), each.decision(ANNA));
            assertEquals("who came first", Optional.of(Decision.SHOW), each.decision(BERT));
            assertEquals(Optional.of(Decision.SHOW), each.decision(CARLA));
        }
        there.decide(List.of(ANNA), Decision.SHOW);
        there.close();
        there = new SharedDecisions(new DecisionFile(file("there")), news::release);
        there.use(records);
        until(there::areKnown);
        assertEquals("an old file does not come back", Optional.of(Decision.SHOW), there.decision(ANNA));
    }

    @Test
    public void whatANewerReleaseDecidesIsNotShown() throws Exception {
        records.put("moderation", Map.of(ANNA.toString(), "blur"));
        here.use(records);
        until(here::areKnown);
        assertEquals(Optional.of(Decision.HIDE), here.decision(ANNA));
    }

    private Path file(String node) {
        return folder.getRoot().toPath().resolve(node);
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertTrue("something happens", news.tryAcquire(30, TimeUnit.SECONDS));
        }
    }
}
