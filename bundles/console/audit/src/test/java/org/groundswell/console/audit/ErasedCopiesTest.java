package org.groundswell.console.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.junit.Test;

/** Words that are erased are erased wherever they are. */
public class ErasedCopiesTest extends TwoLogs {
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
}
