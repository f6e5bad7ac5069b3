package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.pages.api.ContactMessage;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MessageFileTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void keepsWhatWasWritten() throws Exception {
        Path path = folder.getRoot().toPath().resolve("contact/messages.jsonl");
        ContactMessage first = message("one\ntwo \"quoted\" <b> \u0627");
        ContactMessage second = message("later");
        new MessageFile(path).add(first);
        // What a crash leaves of a message that was never acknowledged.
        Files.writeString(path, "\n{\"id\":\"cut", StandardOpenOption.APPEND);
        var file = new MessageFile(path);
        file.add(second);
        assertEquals(List.of(second, first), file.latest(10));
        assertEquals(List.of(second), file.latest(1));
    }

    private static ContactMessage message(String text) {
        return new ContactMessage(UUID.randomUUID(), Instant.parse("2026-11-21T20:00:00Z"), "en", "A", "a@b.nl", text);
    }
}
