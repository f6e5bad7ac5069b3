package org.groundswell.pages.contact;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.junit.Test;

/** What each node has had and does is there at the other. */
public class SharedMessagesTest extends TwoMessageBooks {
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

    private String everything(String node) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.list(file(node).getParent())) {
            for (Path each : files.toList()) {
                text.append(Files.readString(each));
            }
        }
        return text.toString();
    }
}
