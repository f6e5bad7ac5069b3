package org.groundswell.pages.contact;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to messages in a file, one JSON object a line. Read when somebody first asks. Thread-safe. */
final class AnswerFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerFile.class);

    private final Path path;
    private final LineFile file;
    private final Map<UUID, ContactAnswer> answers = new LinkedHashMap<>();
    private boolean isRead;

    AnswerFile(Path path) {
        this.path = path;
        this.file = new LineFile(path, true, () -> answers.values().stream().map(AnswerFile::line).toList());
    }

    synchronized List<ContactAnswer> of(Set<UUID> messages) {
        read();
        return answers.values().stream().filter(each -> messages.contains(each.message())).toList();
    }

    synchronized List<ContactAnswer> all() {
        read();
        return List.copyOf(answers.values());
    }

    /** Returns when it is on the disk. */
    synchronized void add(ContactAnswer answer) {
        read();
        if (answers.containsKey(answer.id())) {
            return;
        }
        try {
            file.append(line(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        answers.put(answer.id(), answer);
    }

    /** With their messages answers go for good. */
    synchronized void forget(Collection<UUID> messages) throws IOException {
        read();
        if (answers.values().stream().noneMatch(each -> messages.contains(each.message()))) {
            return;
        }
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            MessageLines.copy(path, next, line -> {
                try {
                    return !messages.contains(parse(line).message());
                } catch (RuntimeException e) {
                    // What cannot be read stays as it is.
                    return true;
                }
            });
            file.exchange(next);
            answers.values().removeIf(each -> messages.contains(each.message()));
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private void read() {
        if (isRead) {
            return;
        }
        try {
            file.read(line -> {
                ContactAnswer answer = parse(line);
                answers.put(answer.id(), answer);
            }).ifPresent(LOG::warn);
            isRead = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** A line of the file. */
    static String line(ContactAnswer answer) {
        var json = new JsonObject();
        json.addProperty("id", answer.id().toString());
        json.addProperty("message", answer.message().toString());
        json.addProperty("at", answer.at().toString());
        json.addProperty("by", answer.by());
        json.addProperty("subject", answer.subject());
        json.addProperty("text", answer.text());
        return json.toString();
    }

    /** @throws RuntimeException if it is none */
    static ContactAnswer parse(String line) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        return new ContactAnswer(UUID.fromString(json.get("id").getAsString()),
                UUID.fromString(json.get("message").getAsString()), Instant.parse(json.get("at").getAsString()),
                json.get("by").getAsString(), json.get("subject").getAsString(), json.get("text").getAsString());
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
