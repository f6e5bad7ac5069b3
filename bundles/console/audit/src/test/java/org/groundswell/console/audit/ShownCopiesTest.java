package org.groundswell.console.audit;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.groundswell.console.testing.Call;
import org.groundswell.console.testing.FakeFrame;
import org.junit.Test;

/** What a person sees of all nodes' logs. */
public class ShownCopiesTest extends TwoLogs {
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
}
