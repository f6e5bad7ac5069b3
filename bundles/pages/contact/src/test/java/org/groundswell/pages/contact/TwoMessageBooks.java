package org.groundswell.pages.contact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.kernel.api.keys.SharedKeys;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.testing.RecordsInMemory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Two nodes that have their contact messages in common. */
abstract class TwoMessageBooks {
    static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    static final String LONG_AGO = "2026-01-01T20:00:00Z";
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    final RecordsInMemory records = new RecordsInMemory();
    MessageBook here;
    MessageBook there;

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

    void join() throws IOException {
        join(here);
        join(there);
    }

    void join(MessageBook book) {
        book.bindRecords(records);
        book.bindKeys(keys("of all nodes"));
    }

    /** As many as it takes until each knows what the other knew. */
    void rounds() throws IOException {
        here.shared().round();
        there.shared().round();
        here.shared().round();
    }

    MessageBook book(String node) {
        return new MessageBook(new MessageFile(file(node)));
    }

    Path file(String node) {
        return folder.getRoot().toPath().resolve(node).resolve("messages.jsonl");
    }

    static ContactMessage added(MessageBook book, String text, String at) {
        var message = new ContactMessage(UUID.randomUUID(), Instant.parse(at), "en", "A", "a@b.nl", text);
        book.add(message);
        return message;
    }

    static SharedKeys keys(String key) {
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
