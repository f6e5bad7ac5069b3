package org.groundswell.pages.publishing.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** What becomes of settings with which one of three nodes does not get on. */
public class SettingsTakenBackTest extends ThreeNodes {
    @Test
    public void whereANodeIsNotFitWithThemAllGoBack() throws Exception {
        publishFirstTo("b");
        pass(PROBATION);
        rounds();
        assertEquals(List.of(NEW, NEW), List.of(mail("b"), mail("c")));
        states.get("c").lacking = List.of("ledger (CRITICAL)");
        pass(Duration.ofSeconds(1));
        assertEquals("a part may start anew", NEW, mail("c"));
        pass(Trial.PATIENCE);
        assertEquals(OLD, mail("c"));
        rounds();
        assertEquals("byte by byte", List.of(OLD, OLD), List.of(mail("b"), mail("c")));
        assertEquals("it is what somebody has written there", NEW, mail("a"));
        states.get("c").lacking = List.of();
        pass(PROBATION.multipliedBy(3));
        assertEquals(OLD, mail("b"));
        for (SettingsPublishing each : nodes.values()) {
            String said = each.problem().orElseThrow();
            assertTrue(said, said.endsWith("c: the node is not fit with it: ledger (CRITICAL)"));
            assertTrue(each.list().toString(), each.list().getFirst().contains("taken back: c: "));
        }
    }

    @Test
    public void whoeverPublishedGoesBackToTheVersionBefore() throws Exception {
        String first = publish();
        settle();
        clock.pass(Duration.ofMinutes(1));
        write("a", MAIL, "host = worse\n");
        publishFirstTo("b");
        states.get("b").problems = List.of("conf/mail.cfg, line 1: expected a host");
        rounds();
        rounds();
        for (String each : nodes.keySet()) {
            assertEquals(each, NEW, mail(each));
        }
        states.get("b").problems = List.of();
        settle();
        assertTrue(nodes.get("c").list().toString(), nodes.get("c").list().contains(first + "  1 files  wanted  here"));
    }

    @Test
    public void aShortTroubleIsForgiven() throws Exception {
        publishFirstTo("b");
        states.get("b").lacking = List.of("ledger (CRITICAL)");
        pass(Trial.PATIENCE.minusSeconds(1));
        states.get("b").lacking = List.of();
        pass(Duration.ofSeconds(2));
        states.get("b").lacking = List.of("ledger (CRITICAL)");
        pass(Duration.ZERO);
        pass(PROBATION.minus(Trial.PATIENCE).minusSeconds(1));
        assertTrue("its time is over, and it is not fit yet", nodes.get("b").list().getFirst().endsWith("tried here"));
        states.get("b").lacking = List.of();
        pass(Duration.ZERO);
        assertTrue(nodes.get("b").list().getFirst().endsWith("  here"));
        assertEquals(Optional.empty(), nodes.get("b").problem());
    }

    @Test
    public void whoDiesOfThemHasTheOldOnesAtItsNextStart() throws Exception {
        publishFirstTo("b");
        assertEquals(NEW, mail("b"));
        stop("b");
        start("b");
        assertEquals("before anybody is asked", OLD, mail("b"));
        rounds();
        pass(PROBATION);
        assertEquals(List.of(OLD, OLD), List.of(mail("b"), mail("c")));
        assertTrue(nodes.get("c").problem().orElseThrow().endsWith("b: the node was ended while it tried it"));
    }

    @Test
    public void whoDoesNotComeBackIsNotWaitedForForEver() throws Exception {
        publishFirstTo("b");
        stop("b");
        pass(PublishedSettings.LONGEST_TURN.minusSeconds(1));
        assertEquals(OLD, mail("c"));
        assertEquals(Optional.empty(), nodes.get("c").problem());
        pass(Duration.ofSeconds(1));
        pass(PROBATION);
        assertEquals(OLD, mail("c"));
        assertTrue(nodes.get("c").problem().orElseThrow().endsWith("b: it has tried it and did not come back"));
    }

    @Test
    public void withoutTheDatabaseTheyAreTakenBackAllTheSame() throws Exception {
        publishFirstTo("b");
        records.away(true);
        states.get("b").lacking = List.of("edge (CRITICAL)");
        nodes.get("b").watch();
        clock.pass(Trial.PATIENCE);
        nodes.get("b").watch();
        assertEquals(OLD, mail("b"));
        records.away(false);
        states.get("b").lacking = List.of();
        rounds();
        pass(PROBATION);
        assertEquals(List.of(OLD, OLD), List.of(mail("b"), mail("c")));
    }

    @Test
    public void whatCannotBeWrittenStaysNowhere() throws Exception {
        write("a", "mail~other.cfg", "host = other\n");
        Files.createDirectories(conf("b").resolve("mail~other.cfg/in-the-way"));
        Files.createDirectories(conf("c").resolve("unknown.cfg"));
        states.get("c").lacking = List.of("busy (CRITICAL)");
        publish();
        rounds();
        rounds();
        states.get("c").lacking = List.of();
        settle();
        assertEquals(List.of(OLD, OLD), List.of(mail("b"), mail("c")));
        assertTrue(nodes.get("c").problem().orElseThrow(), nodes.get("c").problem().orElseThrow().contains("b: it cannot be laid: conf/mail~other.cfg cannot be read: "));
    }

    @Test
    public void aDatabaseThatGoesIsNobodysFault() throws Exception {
        publish();
        for (int i = 0; i < 3; i++) {
            records.away(true);
            assertThrows(IOException.class, nodes.get("b")::round);
            records.away(false);
            rounds();
        }
        settle();
        assertEquals(List.of(NEW, NEW), List.of(mail("b"), mail("c")));
    }

    @Test
    public void aFileThatWaitsForItsBundleIsNotWaitedForForEver() throws Exception {
        states.get("b").unread = Set.of(MAIL);
        publishFirstTo("b");
        pass(PROBATION);
        assertTrue(nodes.get("b").list().getFirst().endsWith("tried here"));
        pass(PROBATION);
        assertTrue(nodes.get("b").list().getFirst().endsWith("here"));
        settle();
        assertEquals(NEW, mail("c"));
    }

    @Test
    public void whatTheNodeItselfTakesBackDoesNotStay() throws Exception {
        publishFirstTo("b");
        write("b", MAIL, OLD);
        rounds();
        assertTrue(nodes.get("c").problem().orElseThrow().endsWith("b: conf/mail.cfg was changed there meanwhile"));
        assertEquals(OLD, mail("c"));
    }

    @Test
    public void aNodeThatIsNotFitAnywayHoldsNobodyUp() throws Exception {
        states.get("b").lacking = List.of("disk (CRITICAL)");
        publish();
        settle();
        assertEquals(List.of(OLD, NEW), List.of(mail("b"), mail("c")));
        assertTrue(nodes.get("b").problem().orElseThrow().contains("wait until this node is fit"));
        states.get("b").lacking = List.of();
        settle();
        assertEquals(NEW, mail("b"));
    }
}
