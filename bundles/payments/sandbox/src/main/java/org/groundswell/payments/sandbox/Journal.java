package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox's memory: one JSON object a line, so that the gateway outlives a killed node as a real one does. */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int SHORT = 1_500;

    private static final int LINE_CHARACTERS = 512;

    private final Gson gson = new Gson();
    private final TypeAdapter<Line> adapter = gson.getAdapter(Line.class);
    private final Path path;
    private final Supplier<List<Line>> whole;
    private final Runnable forget;
    private final LineFile file;
    private int lines;
    private int longest = SHORT;
    /** While the journal is written anew: what was appended meanwhile. Else null. */
    private List<String> meanwhile;
    private Thread shortening;

    /**
     * @param whole  what the journal has to say at least; asked for when it has become too long or was removed, and
     *               answers with all that was appended before, at least
     * @param forget leaves out of that what is over; called when it has become too long, while nothing is locked
     */
    Journal(Path path, Supplier<List<Line>> whole, Runnable forget) {
        this.path = path;
        this.whole = whole;
        this.forget = forget;
        this.file = new LineFile(path, false, () -> whole.get().stream().map(this::text).toList());
    }

    /** One line: a payment as it is now, a notification to be sent, or the id of one that was delivered. */
    record Line(SandboxPayment payment, Delivery delivery, String delivered) {

        /** @throws RuntimeException where something is missing, as in a line of a newer release */
        void check() {
            if (payment != null) {
                payment.report();
            } else if (delivery != null) {
                Objects.requireNonNull(delivery.eventId());
                delivery.payment().report();
            } else {
                Objects.requireNonNull(delivered);
            }
        }
    }

    /** Reads what is there and opens the journal for more. Call once, before anything is appended. */
    synchronized void open(Consumer<Line> reader) throws IOException {
        file.read(line -> {
            Line read = gson.fromJson(line, Line.class);
            read.check();
            lines++;
            reader.accept(read);
        }).ifPresent(LOG::warn);
        beginShortening();
    }

    /** @throws UncheckedIOException where it could not be written; then it will not be read one day either */
    void append(Line line) {
        String text = text(line);
        synchronized (this) {
            try {
                file.append(text);
                lines++;
                if (meanwhile != null) {
                    meanwhile.add(text);
                }
                beginShortening();
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        Thread last;
        synchronized (this) {
            last = shortening;
        }
        try {
            if (last != null) {
                last.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            file.close();
        }
    }

    /** When so much is over that it would take long to read, the book is written anew without it; nobody waits. */
    private void beginShortening() {
        if (lines >= longest && meanwhile == null) {
            meanwhile = new ArrayList<>();
            shortening = Thread.ofPlatform().name("sandbox-journal").daemon().start(this::shorten);
        }
    }

    private void shorten() {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try (Writer shorter = begun(next)) {
            forget.run();
            List<Line> needed = whole.get();
            for (Line line : needed) {
                shorter.write(text(line) + '\n');
            }
            exchange(next, shorter, needed.size());
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("{} could not be made shorter: {}", path, e.toString());
            synchronized (this) {
                meanwhile = null;
                longest = 2 * lines;
            }
        }
    }

    private static Writer begun(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.newBufferedWriter(path);
    }

    private synchronized void exchange(Path next, Writer shorter, int needed) throws IOException {
        for (String each : meanwhile) {
            shorter.write(each + '\n');
        }
        shorter.close();
        file.exchange(next);
        lines = needed + meanwhile.size();
        // Twice as long before the next time: a long book would be written anew all the time.
        longest = Math.max(SHORT, 2 * lines);
        meanwhile = null;
    }

    private String text(Line line) {
        var text = new StringWriter(LINE_CHARACTERS);
        try {
            adapter.write(gson.newJsonWriter(text), line);
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing fails in memory", e);
        }
        return text.toString();
    }
}
