package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
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

    @Test
    public void answersStayAsLongAsTheirMessages() throws Exception {
        Path path = folder.getRoot().toPath().resolve("contact/messages.jsonl");
        ContactMessage first = message("first");
        ContactMessage second = message("second");
        var file = new MessageFile(path);
        file.add(first);
        file.add(second);
        var answer = new ContactAnswer(UUID.randomUUID(), first.id(), Instant.EPOCH, "noor", "Re", "Yes,\nwe can.");
        var other = new ContactAnswer(UUID.randomUUID(), second.id(), Instant.EPOCH, "omar", "Re", "No.");
        file.addAnswer(answer);
        file.addAnswer(answer);
        file.addAnswer(other);
        file.close();
        file = new MessageFile(path);
        assertEquals("once, over a restart", List.of(answer), file.answers(Set.of(first.id())));
        Path answers = path.resolveSibling("answers.jsonl");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(answers)));
        file.remove(Set.of(first.id()));
        assertEquals(List.of(other), file.answers(Set.of(first.id(), second.id())));
        assertTrue(!Files.readString(answers).contains("we can"));
        var later = new ContactAnswer(UUID.randomUUID(), second.id(), Instant.EPOCH, "omar", "Re", "Perhaps.");
        file.addAnswer(later);
        file.close();
        assertEquals(List.of(other, later), new MessageFile(path).answers(Set.of(second.id())));
    }

    @Test
    public void damagedLinesHideNoMessages() throws Exception {
        Path path = folder.getRoot().toPath().resolve("messages.jsonl");
        ContactMessage first = message("first");
        new MessageFile(path).add(first);
        String line = Files.readString(path).strip();
        Files.write(path, new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);
        for (String bad : List.of("[]", "{}", "null", "7", line.replace("2026-11-21", "yesterday"),
                line.replace(first.id().toString(), "no-uuid"), line.replace("\"first\"", "null"),
                line.replace("\"first\"", "[1,2]"), line.substring(0, line.length() / 2))) {
            Files.writeString(path, bad + "\n", StandardOpenOption.APPEND);
        }
        var file = new MessageFile(path);
        assertEquals(List.of(first), file.latest(10));
        ContactMessage second = message("second");
        file.add(second);
        assertEquals(List.of(second, first), file.latest(10));
    }

    @Test
    public void aFileThatWasRemovedIsMadeAnew() throws Exception {
        Path path = folder.getRoot().toPath().resolve("contact/messages.jsonl");
        var file = new MessageFile(path);
        assertEquals(List.of(), file.latest(10));
        file.add(message("gone with its file"));
        Files.delete(path);
        Files.delete(path.getParent());
        assertEquals(List.of(), file.latest(10));
        Files.writeString(path.getParent(), "");
        assertThrows(UncheckedIOException.class, () -> file.add(message("not taken")));
        Files.delete(path.getParent());
        ContactMessage next = message("next");
        file.add(next);
        assertEquals(List.of(next), file.latest(10));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    public void theRoomThatIsKeptForGiftsTakesNoMessage() throws Exception {
        var shortage = new AtomicReference<>(Optional.of("only 7 MB are free"));
        var file = new MessageFile(folder.getRoot().toPath().resolve("messages.jsonl"), shortage::get);
        var refusal = assertThrows(UncheckedIOException.class, () -> file.add(message("too much")));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("only 7 MB are free"));
        shortage.set(Optional.empty());
        file.add(message("fits"));
        assertEquals("fits", file.latest(10).getFirst().text());
    }

    @Test
    public void whatIsDoneStaysDone() throws Exception {
        Path path = folder.getRoot().toPath().resolve("contact/messages.jsonl");
        var file = new MessageFile(path);
        ContactMessage first = message("first");
        ContactMessage second = message("second");
        file.add(first);
        file.add(second);
        assertEquals(Set.of(), file.done());
        file.setDone(List.of(first.id(), second.id()), true);
        file.setDone(List.of(second.id()), false);
        assertEquals(Set.of(first.id()), file.done());
        Files.writeString(path.resolveSibling("done"), "nonsense\n" + second.id() + "\n", StandardOpenOption.APPEND);
        file.close();
        var again = new MessageFile(path);
        assertEquals(Set.of(first.id()), again.done());
        assertEquals("a message is what it was", List.of(second, first), again.latest(10));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(
                path.resolveSibling("done"))));
    }

    private static ContactMessage message(String text) {
        return new ContactMessage(UUID.randomUUID(), Instant.parse("2026-11-21T20:00:00Z"), "en", "A", "a@b.nl", text);
    }
}
