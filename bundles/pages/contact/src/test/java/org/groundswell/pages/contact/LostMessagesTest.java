package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.testing.RecordsInMemory;
import org.junit.Test;

/** Messages while the database is away, has lost some, or is written by strangers. */
public class LostMessagesTest extends TwoMessageBooks {
    @Test
    public void withoutTheDatabaseMessagesAreTakenAndReadAndNothingIsDecided() throws Exception {
        join();
        ContactMessage message = added(here, "before", LONG_AGO);
        rounds();
        records.away(true);
        ContactMessage meanwhile = added(there, "meanwhile", "2026-11-20T12:00:00Z");
        there.addAnswer(new ContactAnswer(UUID.randomUUID(), message.id(), NOW, "noor", "Re", "gone out"));
        assertThrows(IOException.class, () -> there.shared().round());
        assertEquals(List.of(meanwhile, message), there.latest(10));
        assertThrows(UncheckedIOException.class, () -> here.setDone(List.of(message.id()), true));
        assertEquals(Set.of(), here.done());
        assertThrows(IOException.class, () -> here.remove(Set.of(message.id())));
        assertEquals(List.of(message), here.latest(10));
        records.away(false);
        rounds();
        assertEquals(List.of(meanwhile, message), here.latest(10));
        assertEquals(1, here.answers(Set.of(message.id())).size());
    }

    @Test
    public void whatAServerHasLostIsBroughtAgain() throws Exception {
        join();
        ContactMessage first = added(here, "first", "2026-11-20T12:00:00Z");
        rounds();
        RecordsInMemory standby = records.standby();
        ContactMessage second = added(here, "second", "2026-11-20T13:00:00Z");
        here.shared().round();
        records.promote(standby);
        ContactMessage third = added(there, "third", "2026-11-20T14:00:00Z");
        there.shared().round();
        rounds();
        assertEquals(List.of(third, second, first), here.latest(10));
        assertEquals(List.of(third, second, first), there.latest(10));
    }

    @Test
    public void aMessageThatARoundMeetsInTheFileBeforeItIsAnnouncedIsBroughtOnce() throws Exception {
        try (var own = new MessageFile(file("alone"))) {
            var shared = new SharedMessages(own);
            // Without its loop, as these rounds are asked for here.
            shared.close();
            shared.use(records);
            shared.use(keys("of all nodes"));
            var message = new ContactMessage(UUID.randomUUID(), NOW, "en", "A", "a@b.nl", "words");
            own.add(message);
            shared.round();
            shared.added(message);
            shared.round();
            shared.round();
            assertEquals(1, records.after("contact", 0, 10).size());
            assertEquals(List.of(message), own.latest(10));
        }
    }

    @Test
    public void whatSomebodyWithoutANodeKeyWritesCountsNot() throws Exception {
        join();
        ContactMessage message = added(here, "one", "2026-11-20T12:00:00Z");
        rounds();
        String key = records.after("contact", 0, 10).getFirst().key();
        for (String forged : List.of("", "x", "AAAA")) {
            records.put("contact", Map.of(key, forged));
            rounds();
            assertEquals(List.of(message), there.latest(10));
        }
        ContactMessage next = added(there, "two", "2026-11-20T13:00:00Z");
        rounds();
        assertEquals("others are read", List.of(next, message), here.latest(10));
    }

    @Test
    public void aNodeWithoutANodeKeyKeepsItsOwn() throws Exception {
        here.bindRecords(records);
        here.bindKeys(keys(""));
        here.shared().round();
        ContactMessage message = added(here, "one", LONG_AGO);
        here.setDone(List.of(message.id()), true);
        here.shared().round();
        assertEquals(List.of(), records.after("contact", 0, 10));
        assertEquals(Set.of(message.id()), here.remove(Set.of(message.id())));
    }
}
