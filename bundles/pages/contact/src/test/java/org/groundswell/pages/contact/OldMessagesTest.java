package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.pages.api.contact.ContactMessage;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OldMessagesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final AtomicReference<Optional<String>> shortage = new AtomicReference<>(Optional.empty());
    private Path path;
    private MessageBook file;

    @Before
    public void open() {
        path = folder.getRoot().toPath().resolve("contact/messages.jsonl");
        file = new MessageBook(new MessageFile(path, shortage::get));
    }

    @After
    public void close() throws Exception {
        file.close();
    }

    @Test
    public void whatIsOldAndDoneGoesAndNothingElse() throws Exception {
        ContactMessage gone = added("gone words", "2026-10-22T20:00:00Z", true);
        added("open words", "2026-10-22T20:00:00Z", false);
        added("young words", "2026-10-22T20:00:01Z", true);
        added("ancient words", "1970-01-01T00:00:09Z", true);
        added("future words", "2031-01-01T00:00:00Z", true);
        byte[] odd = {'{', (byte) 0xff, 0, (byte) 0xc3, '\n'};
        Files.write(path, odd, StandardOpenOption.APPEND);
        String left = "1 stay that nobody has marked as done; 2 stay whose date cannot be true";
        OldMessages old = old(30, true);
        assertEquals(new Overdue(1, left), old.overdue(NOW));
        assertEquals("a look changes nothing", 5, file.latest(10).size());
        assertEquals(new Overdue(1, left), old.delete(NOW));
        assertEquals(List.of("future words", "ancient words", "young words", "open words"), texts());
        assertFalse("nor is it known as done", file.done().contains(gone.id()));
        assertFalse("in no file any more", everything().contains("gone words"));
        assertTrue("what cannot be read stays as it is, byte for byte", everything().contains(
                new String(odd, StandardCharsets.ISO_8859_1)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(new Overdue(0, left), old.delete(NOW));
        added("after", "2026-11-21T20:00:00Z", false);
        assertEquals("after", texts().getFirst());
    }

    @Test
    public void aSettingTakesThoseToo() throws Exception {
        added("open words", "2026-10-01T20:00:00Z", false);
        assertEquals(Overdue.NOTHING, old(0, false).delete(NOW));
        assertEquals(new Overdue(1, ""), old(30, false).delete(NOW));
        assertEquals(List.of(), texts());
    }

    @Test
    public void nothingIsThereYet() throws Exception {
        assertEquals(Overdue.NOTHING, old(30, true).delete(NOW));
        assertFalse(Files.exists(path));
    }

    @Test
    public void aMessageThatIsBeingWrittenIsNeverLost() throws Exception {
        for (int i = 0; i < 50; i++) {
            added("old " + i, "2026-10-01T20:00:00Z", true);
        }
        var failures = new ArrayList<Throwable>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 300; i++) {
                    file.add(message("new " + i, NOW));
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        });
        while (writer.isAlive()) {
            added("old", "2026-10-01T20:00:00Z", true);
            old(30, true).delete(NOW);
        }
        writer.join();
        assertEquals(List.of(), failures);
        assertEquals(300, texts().stream().filter(each -> each.startsWith("new ")).count());
        assertEquals(0, texts().stream().filter(each -> each.startsWith("old")).count());
    }

    @Test
    public void theRoomThatIsKeptForGiftsIsNotTaken() throws Exception {
        added("old", "2026-10-01T20:00:00Z", true);
        shortage.set(Optional.of("only 7 MB are free"));
        var refusal = assertThrows(IOException.class, () -> old(30, true).delete(NOW));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("only 7 MB are free"));
        assertEquals(List.of("old"), texts());
        assertEquals(Set.of("messages.jsonl", "done"), names());
    }

    private OldMessages old(int days, boolean onlyDone) {
        return new OldMessages(file, new Term(days), onlyDone);
    }

    private ContactMessage added(String text, String at, boolean isDone) {
        ContactMessage message = message(text, Instant.parse(at));
        file.add(message);
        if (isDone) {
            file.setDone(List.of(message.id()), true);
        }
        return message;
    }

    private static ContactMessage message(String text, Instant at) {
        return new ContactMessage(UUID.randomUUID(), at, "en", "A", "a@b.nl", text);
    }

    private List<String> texts() {
        return file.latest(10_000).stream().map(ContactMessage::text).toList();
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return Set.copyOf(files.map(each -> each.getFileName().toString()).toList());
        }
    }

    private String everything() throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(path.getParent())) {
            for (Path each : files.toList()) {
                text.append(Files.readString(each, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
