package org.groundswell.pages.contact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which messages somebody has dealt with, in a file of their own: a message never changes. Read when somebody first asks,
 * so that no message is refused because this file cannot be read. Thread-safe.
 */
final class DoneMessages implements AutoCloseable {
    private static final String DONE = "done";
    private static final String OPEN = "open";
    private static final Logger LOG = LoggerFactory.getLogger(DoneMessages.class);

    private final LineFile file;
    private final Set<UUID> done = new LinkedHashSet<>();
    private boolean isRead;

    DoneMessages(Path path) {
        this.file = new LineFile(path, true, this::lines);
    }

    synchronized Set<UUID> all() {
        read();
        return Set.copyOf(done);
    }

    /** Returns when it is on the disk. */
    synchronized void set(List<UUID> messages, boolean isDone) {
        read();
        try {
            file.append(messages.stream().map(each -> line(each, isDone ? DONE : OPEN)).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        if (isDone) {
            done.addAll(messages);
        } else {
            messages.forEach(done::remove);
        }
    }

    private void read() {
        if (isRead) {
            return;
        }
        try {
            file.read(this::take).ifPresent(LOG::warn);
            isRead = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private void take(String line) {
        String[] parts = line.strip().split(" ");
        UUID message = UUID.fromString(parts[0]);
        switch (parts.length == 2 ? parts[1] : "") {
            case DONE -> done.add(message);
            case OPEN -> done.remove(message);
            default -> throw new IllegalArgumentException("expected a number, and done or open");
        }
    }

    private List<String> lines() {
        return done.stream().map(each -> line(each, DONE)).toList();
    }

    private static String line(UUID message, String word) {
        return message + " " + word;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
