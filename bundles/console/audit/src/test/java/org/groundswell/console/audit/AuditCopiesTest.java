package org.groundswell.console.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.testing.RecordsInMemory;
import org.junit.Test;

/** Each node copies its log for the others, and says what does not fit. */
public class AuditCopiesTest extends TwoLogs {
    @Test
    public void theLogsOfAllAreShownTogetherInOrderOfTime() throws Exception {
        note(hereFile, "first");
        note(thereFile, "second");
        note(hereFile, "third");
        rounds();
        for (AuditTrail each : List.of(here, there)) {
            assertTrue(each.isShared());
            assertEquals(List.of("third", "second", "first"), words(each));
            assertEquals(List.of("third", "second"), words(each).subList(0, 2));
        }
        assertEquals(List.of(true, false, true), here.newestOfAll(9).stream().map(AuditCopies.NodeLine::isHere).toList());
        note(thereFile, "fourth");
        rounds();
        rounds();
        assertEquals(List.of("fourth", "third", "second", "first"), words(here));
        assertEquals(2, here.newestOfAll(2).size());
    }

    @Test
    public void whatIsDoneAtTheShellIsNotedAsTheShells() throws Exception {
        here.note("site.publish-all", "2026-11-28T20-00-00Z-00000000");
        rounds();
        for (AuditTrail each : List.of(here, there)) {
            Entry entry = each.newestOfAll(1).getFirst().line().entry();
            assertEquals(List.of("shell", "site.publish-all", "2026-11-28T20-00-00Z-00000000"),
                    List.of(entry.who(), entry.action(), entry.subject()));
        }
    }

    @Test
    public void eachChainIsProvedByItself() throws Exception {
        for (int i = 0; i < 130; i++) {
            note(hereFile, "words " + i);
        }
        note(thereFile, "one");
        rounds();
        List<CopyProof.Proved> proved = there.proveCopies();
        assertEquals(List.of(130L, 1L), proved.stream().map(each -> each.proof().entries()).toList());
        assertEquals(List.of(false, true), proved.stream().map(CopyProof.Proved::isHere).toList());
        assertEquals("the same as where it was written", hereFile.prove().hash(), proved.getFirst().proof().hash());
        proved.forEach(each -> assertEquals(Optional.empty(), each.proof().broken()));
        for (SharedRecord each : records.after("audit", 0, 1000)) {
            assertFalse(each.value(), each.value().contains("words") || each.value().contains("noor"));
        }
    }

    @Test
    public void aCopyThatIsMissingOrDiffersIsSaid() throws Exception {
        note(hereFile, "first");
        note(hereFile, "second");
        note(thereFile, "one");
        rounds();
        String chain = CopyKey.chain(hereFile.first());
        SharedRecord first = record("entry " + chain + " 1");
        SharedRecord second = record("entry " + chain + " 2");
        records.put("audit", Map.of(second.key(), "AAAA"));
        said(here, true, "Entry 2 is in this node's log and not in its copy.");
        said(there, false, "Entry 2 was changed in the database by somebody who has no node key.");
        records.put("audit", Map.of(second.key(), first.value()));
        said(there, false, "Entry 2 was changed in the database");
        records.put("audit", Map.of(second.key(), second.value()));
        said(here, true, "");
        said(there, false, "");
    }

    @Test
    public void aLogThatWasWrittenAnewIsNotItsCopy() throws Exception {
        note(hereFile, "first");
        note(hereFile, "second");
        rounds();
        here.close();
        Path log = place("here").resolve("audit.log");
        List<String> lines = Files.readAllLines(log);
        // Somebody with the node's files takes the last entry away and writes another one.
        Files.writeString(log, lines.getFirst() + "\n");
        Files.writeString(place("here").resolve("audit.words"), "");
        hereFile = new AuditFile(place("here"), clock);
        here = trail(hereFile);
        assertEquals("in itself it is sound", Optional.empty(), hereFile.prove().broken());
        said(here, true, "Entry 2 is in the copy and not in this node's log any more.");
        note(hereFile, "another second");
        said(here, true, "Entry 2 is another one in this node's log than in its copy.");
    }

    @Test
    public void withoutTheDatabaseEachWritesAndShowsWhatItKnows() throws Exception {
        note(hereFile, "first");
        rounds();
        records.away(true);
        note(thereFile, "second");
        assertThrows(IOException.class, there::round);
        assertThrows(IOException.class, there::proveCopies);
        assertEquals(List.of("second", "first"), words(there));
        records.away(false);
        RecordsInMemory standby = records.standby();
        rounds();
        assertEquals(List.of("second", "first"), words(here));
        records.promote(standby);
        rounds();
        rounds();
        assertEquals("what a standby had not got is copied again", List.of("second", "first"), words(here));
        said(there, true, "");
    }

    @Test
    public void manyAreCopiedAndTheNewestRemembered() throws Exception {
        note(thereFile, "before all");
        for (int i = 0; i < 1_100; i++) {
            note(hereFile, "words " + i);
        }
        rounds();
        assertEquals(1_001, there.newestOfAll(5_000).size());
        assertEquals("words 1099", words(there).getFirst());
        assertEquals(List.of(1L, 1_100L), there.proveCopies().stream().map(each -> each.proof().entries()).sorted().toList());
    }
}
