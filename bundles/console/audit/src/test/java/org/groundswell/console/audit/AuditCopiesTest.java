package org.groundswell.console.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.testing.RecordsInMemory;
import org.groundswell.testing.SetClock;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two nodes over one database, each with a log of its own. */
public class AuditCopiesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final SetClock clock = new SetClock("2026-11-28T20:00:00Z");
    private final RecordsInMemory records = new RecordsInMemory();
    private AuditFile hereFile;
    private AuditFile thereFile;
    private AuditTrail here;
    private AuditTrail there;

    @Before
    public void open() throws Exception {
        hereFile = new AuditFile(place("here"), clock);
        thereFile = new AuditFile(place("there"), clock);
        here = trail(hereFile);
        there = trail(thereFile);
    }

    @After
    public void close() throws Exception {
        here.close();
        there.close();
    }

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
    public void wordsThatAreErasedAreErasedInTheCopies() throws Exception {
        note(hereFile, "personal");
        note(hereFile, "other");
        rounds();
        String words = "words " + CopyKey.chain(hereFile.first()) + " 1";
        assertTrue(record(words).value().length() > 100);
        records.away(true);
        here.erase(Set.of(1L));
        assertThrows(IOException.class, here::round);
        records.away(false);
        // It is made up for after a restart, too.
        here.close();
        hereFile = new AuditFile(place("here"), clock);
        here = trail(hereFile);
        rounds();
        assertTrue(record(words).value().length() < 60);
        assertEquals(List.of(Optional.of("other"), Optional.empty()), there.newestOfAll(9).stream()
                .map(each -> each.line().detail()).toList());
        CopyProof.Proved proved = there.proveCopies().getFirst();
        assertEquals(new Proof(2, 1, hereFile.prove().hash(), Optional.empty()), proved.proof());
    }

    @Test
    public void oldWordsOfANodeThatIsGoneGoToo() throws Exception {
        note(thereFile, "left behind");
        clock.pass(Duration.ofDays(40));
        note(thereFile, "young");
        note(hereFile, "own");
        rounds();
        there.close();
        var old = new OldWords(here, new Term(30));
        assertEquals(Overdue.NOTHING, new OldWords(here, new Term(0)).delete(clock.instant()));
        assertEquals(new Overdue(1, ""), old.overdue(clock.instant()));
        records.away(true);
        assertFalse(old.delete(clock.instant()).left().isEmpty());
        records.away(false);
        assertEquals(new Overdue(1, ""), old.delete(clock.instant()));
        assertEquals(Overdue.NOTHING, old.delete(clock.instant()));
        assertTrue(record("words " + CopyKey.chain(thereFile.first()) + " 1").value().length() < 60);
        here.round();
        assertEquals(List.of("own", "young", "(erased)"), words(here));
        said(here, false, "");
        assertEquals(List.of(0L, 1L), here.proveCopies().stream().map(each -> each.proof().erased()).sorted().toList());
    }

    @Test
    public void wordsOfANodeThatIsGoneAreErasedByHand() throws Exception {
        note(thereFile, "left behind");
        note(hereFile, "own");
        rounds();
        there.close();
        String chain = CopyKey.chain(thereFile.first());
        String named = new VerifyCommand(here).execute(null, List.of());
        assertTrue(named, named.contains("(log " + chain + ")"));
        var command = new EraseWordsCommand(here);
        for (List<Object> each : List.<List<Object>>of(List.of(), List.of(chain), List.of(chain, "x"), List.of(chain, "2"),
                List.of(CopyKey.chain(hereFile.first()), "1"))) {
            assertThrows(CommandFailedException.class, () -> command.execute(null, each));
        }
        assertTrue(command.execute(null, List.of(chain, "1")).contains("are away"));
        assertTrue(record("words " + chain + " 1").value().length() < 60);
        here.round();
        assertTrue(words(here).containsAll(List.of("own", "(erased)")));
        assertEquals(chain + " 1", hereFile.before(9, 1).getFirst().entry().subject());
        said(here, false, "");
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

    @Test
    public void thePageShowsAllNodesAndProvesEach() throws Exception {
        note(hereFile, "<b>away</b>");
        note(thereFile, "nearby words");
        rounds();
        var frame = new FakeFrame(AuditServlet.class);
        for (String language : List.of("en", "nl", "ar")) {
            frame.language = language;
            var page = new AuditServlet(there, frame);
            String own = Call.get(page, null, "viewer").body();
            assertTrue(own, own.contains("href=\"/admin/audit?nodes=all\"") && own.contains("nearby words"));
            assertFalse(own, own.contains("away</b>") || own.contains("away&lt;"));
            String all = Call.get(page, "nodes=all", "viewer", "owner").body();
            assertTrue(all, all.contains("&lt;b&gt;away&lt;/b&gt;") && all.indexOf("nearby words") < all.indexOf("&lt;b&gt;"));
            assertFalse("words are erased where they were written", all.contains("name=\"entry\""));
            String proved = Call.post(page, List.of("owner"), "what", "prove").body();
            assertTrue(proved, proved.contains(hereFile.prove().hash()) && proved.contains(thereFile.prove().hash()));
            records.away(true);
            String away = Call.post(page, List.of("owner"), "what", "prove").body();
            assertTrue(away, away.contains("role=\"alert\"") && away.contains(thereFile.prove().hash()));
            records.away(false);
        }
    }

    @Test
    public void theCommandsSpeakOfAllNodes() throws Exception {
        note(hereFile, "first");
        note(thereFile, "second");
        rounds();
        String all = new AuditCommand(there).execute(null, List.of());
        assertTrue(all, all.indexOf("first") < all.indexOf("second"));
        var command = new VerifyCommand(there);
        String sound = command.execute(null, List.of());
        assertTrue(sound, sound.contains("The log of ") && sound.contains("The copy of this log in the database ("));
        records.put("audit", Map.of("entry " + CopyKey.chain(hereFile.first()) + " 1", "AAAA"));
        var broken = assertThrows(CommandFailedException.class, () -> command.execute(null, List.of()));
        assertTrue(broken.getMessage(), broken.getMessage().contains("BROKEN: Entry 1 was changed in the database"));
        records.away(true);
        String away = command.execute(null, List.of());
        assertTrue(away, away.startsWith("1 entries") && away.contains("cannot be read now"));
    }

    private void said(AuditTrail at, boolean ofOwn, String what) throws IOException {
        String broken = at.proveCopies().stream().filter(each -> each.isHere() == ofOwn).findFirst().orElseThrow().proof()
                .broken().orElse("");
        assertTrue(broken, what.isEmpty() ? broken.isEmpty() : broken.startsWith(what));
    }

    private SharedRecord record(String key) throws IOException {
        return records.after("audit", 0, 1000).stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    }

    private static List<String> words(AuditTrail trail) throws IOException {
        return trail.newestOfAll(5_000).stream().map(each -> each.line().detail().orElse("(erased)")).toList();
    }

    private void note(AuditFile file, String words) throws IOException {
        clock.pass(Duration.ofSeconds(1));
        file.append("noor", "gift.note", "gift-1", words);
    }

    private void rounds() throws IOException {
        here.round();
        there.round();
        here.round();
    }

    private AuditTrail trail(AuditFile file) {
        var trail = new AuditTrail(file);
        trail.bindRecords(records);
        trail.bindKeys(new SharedKeys() {
            @Override
            public List<byte[]> keys(String name, Optional<byte[]> own) {
                return List.of(Arrays.copyOf("of all nodes".getBytes(StandardCharsets.UTF_8), BYTES));
            }

            @Override
            public void renew(String name) {
                throw new UnsupportedOperationException(name);
            }
        });
        return trail;
    }

    private Path place(String node) {
        return folder.getRoot().toPath().resolve(node);
    }
}
