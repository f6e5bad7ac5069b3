package org.groundswell.donations.moderation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    }

    /** An earlier release, or a node that goes on alone, has this file only. */
    @Test
    public void whoIsHiddenStaysSoInTheFileOfANodeThatGoesBack() throws Exception {
        here.decide(List.of(ANNA), Decision.HIDE);
        here.use(records);
        there.use(records);
        until(() -> here.areKnown() && there.areKnown());
        there.decide(List.of(BERT), Decision.HIDE);
        until(() -> here.decision(BERT).isPresent());
        until(() -> alone("here", BERT).equals(Optional.of(Decision.HIDE)));
        assertEquals(Optional.of(Decision.HIDE), alone("here", ANNA));
        there.decide(List.of(ANNA), Decision.SHOW);
        until(() -> alone("here", ANNA).equals(Optional.of(Decision.SHOW)));
    }

    @Test
    public void whatANodeDecidesThatWentBackIsHandedOverWhenItComesAgain() throws Exception {
        here.decide(List.of(ANNA, CARLA), Decision.HIDE);
        here.use(records);
        there.use(records);
        until(() -> here.areKnown() && there.areKnown());
        until(() -> Files.exists(file("here.shared")));
        until(() -> there.decision(ANNA).isPresent());
        here.close();
        there.decide(List.of(ANNA), Decision.SHOW);
        Files.writeString(file("here"), BERT + " hide\n", StandardOpenOption.APPEND);
        here = new SharedDecisions(new DecisionFile(file("here")), news::release);
        here.use(records);
        until(here::areKnown);
        until(() -> there.decision(BERT).equals(Optional.of(Decision.HIDE)));
        assertEquals("what was handed over is not once more", Optional.of(Decision.SHOW), there.decision(ANNA));
        assertEquals(Optional.of(Decision.HIDE), there.decision(CARLA));
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

    private Optional<Decision> alone(String node, UUID donation) {
        try {
            return new DecisionFile(file(node)).decision(donation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
