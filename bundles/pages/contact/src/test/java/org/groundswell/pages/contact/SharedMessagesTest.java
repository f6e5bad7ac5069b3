package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Two nodes that have their contact messages in common. */
public class SharedMessagesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final String LONG_AGO = "2026-01-01T20:00:00Z";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final RecordsInMemory records = new RecordsInMemory();
    private MessageBook here;
    private MessageBook there;

    @Before
    public void open() {
        here = book("here");
        there = book("there");
    }

    @After
    public void close() throws Exception {
        here.close();
        there.close();
    }

    @Test
    public void whatEachHasHadComesAlongOnce() throws Exception {
        ContactMessage second = added(here, "second", "2026-11-20T12:00:00Z");
        ContactMessage first = added(there, "first", "2026-11-20T11:00:00Z");
        ContactMessage third = added(there, "third", "2026-11-20T13:00:00Z");
        var answer = new ContactAnswer(UUID.randomUUID(), first.id(), NOW, "noor", "Re", "Yes.");
        there.addAnswer(answer);
        there.setDone(List.of(first.id()), true);
        join();
        for (int i = 0; i < 3; i++) {
            rounds();
            for (MessageBook each : List.of(here, there)) {
                assertEquals(List.of(third, second, first), each.latest(10));
                assertEquals(List.of(third), each.latest(1));
                assertEquals(Set.of(first.id()), each.done());
                assertEquals(List.of(answer), each.answers(Set.of(first.id())));
            }
            // A start anew brings nothing twice.
            here.close();
            here = book("here");
            join(here);
        }
    }

    @Test
    public void aMessageIsAnsweredAndDoneAndOpenedAnywhere() throws Exception {
        join();
        ContactMessage message = added(here, "one", "2026-11-20T12:00:00Z");
        rounds();
        assertEquals(List.of(message), there.latest(10));
        var answer = new ContactAnswer(UUID.randomUUID(), message.id(), NOW, "noor", "Re", "Yes.");
        there.addAnswer(answer);
        there.setDone(List.of(message.id()), true);
        rounds();
        assertEquals(List.of(answer), here.answers(Set.of(message.id())));
        assertEquals(Set.of(message.id()), here.done());
        here.setDone(List.of(message.id()), false);
        rounds();
        assertEquals(Set.of(), there.done());
    }

    @Test
    public void whatIsDeletedAtOneIsDeletedAtAllAndComesBackFromNone() throws Exception {
        ContactMessage old = added(here, "old words", LONG_AGO);
        here.addAnswer(new ContactAnswer(UUID.randomUUID(), old.id(), NOW, "noor", "Re", "answer words"));
        added(there, "young words", "2026-11-20T12:00:00Z");
        join();
        rounds();
        Path copy = folder.getRoot().toPath().resolve("copy.jsonl");
        Files.copy(file("there"), copy);
        here.setDone(List.of(old.id()), true);
        rounds();
        var retention = new OldMessages(there, new Term(30), true);
        assertEquals(new Overdue(1, ""), retention.delete(NOW));
        rounds();
        assertEquals("once", Overdue.NOTHING, new OldMessages(here, new Term(30), true).delete(NOW));
        assertFalse(everything("here"), everything("here").matches("(?s).*(old|answer) words.*"));
        assertFalse(everything("there"), everything("there").matches("(?s).*(old|answer) words.*"));
        // Somebody puts a file back from a backup of that time.
        there.close();
        Files.copy(copy, file("there"), StandardCopyOption.REPLACE_EXISTING);
        there = book("there");
        assertEquals(2, there.latest(10).size());
        join(there);
        rounds();
        for (MessageBook each : List.of(here, there)) {
            assertEquals(List.of("young words"), each.latest(10).stream().map(ContactMessage::text).toList());
            assertEquals(Set.of(), each.done());
        }
    }

    @Test
    public void anAnswerThatComesAfterItsMessageWasDeletedStaysNowhere() throws Exception {
        join();
        ContactMessage message = added(here, "old", LONG_AGO);
        rounds();
        there.addAnswer(new ContactAnswer(UUID.randomUUID(), message.id(), NOW, "noor", "Re", "late words"));
        there.shared().round();
        // This node has not heard of the answer yet.
        here.remove(Set.of(message.id()));
        rounds();
        rounds();
        MessageBook later = book("later");
        join(later);
        later.shared().round();
        for (MessageBook each : List.of(here, there, later)) {
            assertEquals(List.of(), each.latest(10));
            assertEquals(List.of(), each.answers(Set.of(message.id())));
        }
        later.close();
        for (SharedRecord each : records.after("contact", 0, 100)) {
            assertTrue("empty, but for what closes it: " + each, each.value().length() < 60);
        }
    }

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
    public void manyComeAlongAndTheDatabaseHasNoWordOfThem() throws Exception {
        for (int i = 0; i < 1_150; i++) {
            added(here, "words " + i, "2026-11-20T12:00:00Z");
        }
        join();
        rounds();
        assertEquals(1_150, there.latest(10_000).size());
        assertEquals(1_150, here.latest(10_000).size());
        for (SharedRecord each : records.after("contact", 0, 1000)) {
            assertFalse(each.value(), each.value().contains("words") || each.value().contains("a@b.nl"));
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

    private void join() throws IOException {
        join(here);
        join(there);
    }

    private void join(MessageBook book) {
        book.bindRecords(records);
        book.bindKeys(keys("of all nodes"));
    }

    /** As many as it takes until each knows what the other knew. */
    private void rounds() throws IOException {
        here.shared().round();
        there.shared().round();
        here.shared().round();
    }

    private MessageBook book(String node) {
        return new MessageBook(new MessageFile(file(node)));
    }

    private Path file(String node) {
        return folder.getRoot().toPath().resolve(node).resolve("messages.jsonl");
    }

    private String everything(String node) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.list(file(node).getParent())) {
            for (Path each : files.toList()) {
                text.append(Files.readString(each));
            }
        }
        return text.toString();
    }

    private static ContactMessage added(MessageBook book, String text, String at) {
        var message = new ContactMessage(UUID.randomUUID(), Instant.parse(at), "en", "A", "a@b.nl", text);
        book.add(message);
        return message;
    }

    private static SharedKeys keys(String key) {
        return new SharedKeys() {
            @Override
            public List<byte[]> keys(String name, Optional<byte[]> own) {
                return key.isEmpty() ? List.of() : List.of(Arrays.copyOf(key.getBytes(StandardCharsets.UTF_8), BYTES));
            }

            @Override
            public void renew(String name) {
                throw new UnsupportedOperationException(name);
            }
        };
    }
}
