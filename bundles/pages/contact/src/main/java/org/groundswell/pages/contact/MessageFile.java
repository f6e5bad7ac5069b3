package org.groundswell.pages.contact;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.groundswell.kernel.api.health.DiskReserve;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages in a file, one JSON object a line, readable by the node's own user only. */
final class MessageFile implements AutoCloseable {
    /** How far back from the end the newest messages are looked for. */
    private static final int TAIL_BYTES = 4_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(MessageFile.class);

    private final Path file;
    private final LineFile lines;
    private final DoneMessages done;
    private final AnswerFile answers;
    /** How many unreadable lines were said in the log last. */
    private final AtomicInteger said = new AtomicInteger();
    private final DiskReserve reserve;

    MessageFile(Path file) {
        this(file, Optional::empty);
    }

    /** @param reserve room that is kept for gifts */
    MessageFile(Path file, DiskReserve reserve) {
        this.file = file;
        this.reserve = reserve;
        // Where somebody removes it, what was written before is only in that somebody's hands.
        this.lines = new LineFile(file, true, List::of);
        this.done = new DoneMessages(file.resolveSibling("done"));
        this.answers = new AnswerFile(file.resolveSibling("answers.jsonl"));
    }

    @Override
    public void close() throws IOException {
        lines.close();
        done.close();
        answers.close();
    }

    Set<UUID> done() {
        return done.all();
    }

    void setDone(List<UUID> messages, boolean isDone) {
        done.set(messages, isDone);
    }

    List<ContactAnswer> answers(Set<UUID> messages) {
        return answers.of(messages);
    }

    List<ContactAnswer> allAnswers() {
        return answers.all();
    }

    void forgetAnswers(Set<UUID> messages) throws IOException {
        answers.forget(messages);
    }

    void addAnswer(ContactAnswer answer) {
        answers.add(answer);
    }

    /**
     * Returns when the message is on the disk.
     *
     * @throws UncheckedIOException where it cannot be written, or would take room that is kept for gifts
     */
    synchronized void add(ContactMessage message) {
        try {
            refuseWhereRoomIsKept("No message is taken");
            lines.append(text(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    List<ContactMessage> latest(int limit) {
        var messages = new ArrayList<ContactMessage>();
        int unread = 0;
        List<String> lines = tail().lines().toList();
        for (int i = lines.size() - 1; i >= 0 && messages.size() < limit; i--) {
            Optional<ContactMessage> message = parse(lines.get(i));
            message.ifPresent(messages::add);
            unread += message.isPresent() || lines.get(i).isBlank() ? 0 : 1;
        }
        if (unread != said.getAndSet(unread) && unread > 0) {
            LOG.warn("{} lines of {} cannot be read as messages; they stay there", unread, file);
        }
        return messages;
    }

    /** Every message that can be read, one after another, the oldest first; those are left out that cannot be. */
    void each(Consumer<ContactMessage> reader) throws IOException {
        if (Files.exists(file)) {
            MessageLines.read(file, line -> parse(line).ifPresent(reader));
        }
    }

    /**
     * Takes messages away for good, with what was answered to them: the file is written anew without them. Lines that cannot be read stay as they are, and a
     * message that comes meanwhile waits and is written behind them.
     *
     * @return which ones were there
     */
    synchronized Set<UUID> remove(Set<UUID> unwanted) throws IOException {
        refuseWhereRoomIsKept("No message is deleted");
        var removed = new LinkedHashSet<UUID>();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            MessageLines.copy(file, next, line -> {
                Optional<UUID> message = parse(line).map(ContactMessage::id).filter(unwanted::contains);
                message.ifPresent(removed::add);
                return message.isEmpty();
            });
            if (!removed.isEmpty()) {
                answers.forget(removed);
                lines.exchange(next);
                done.set(List.copyOf(removed), false);
            }
        } finally {
            Files.deleteIfExists(next);
        }
        return removed;
    }

    private void refuseWhereRoomIsKept(String what) throws IOException {
        Optional<String> shortage = reserve.shortage();
        if (shortage.isPresent()) {
            throw new IOException(what + ": " + shortage.get());
        }
    }

    private String tail() {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(TAIL_BYTES, in.length());
            byte[] bytes = new byte[length];
            in.seek(in.length() - length);
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // A part of the file begins in the middle of a line.
            return length < in.length() ? text.substring(text.indexOf('\n') + 1) : text;
        } catch (FileNotFoundException e) {
            // Nobody has written yet, or somebody has removed the file: there are none.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** A line of the file. */
    static String text(ContactMessage message) {
        var json = new JsonObject();
        json.addProperty("id", message.id().toString());
        json.addProperty("at", message.at().toString());
        json.addProperty("language", message.language());
        json.addProperty("name", message.name());
        json.addProperty("email", message.email());
        json.addProperty("text", message.text());
        return json.toString();
    }

    static Optional<ContactMessage> parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return Optional.of(new ContactMessage(UUID.fromString(json.get("id").getAsString()),
                    Instant.parse(json.get("at").getAsString()), json.get("language").getAsString(),
                    json.get("name").getAsString(), json.get("email").getAsString(), json.get("text").getAsString()));
        } catch (RuntimeException e) {
            // An empty line, or one that was cut off, damaged or written by a newer release: it stays where it is.
            return Optional.empty();
        }
    }
}
