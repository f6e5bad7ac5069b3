package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox's memory: one JSON object a line, so that the gateway outlives a killed node as a real one does. */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int SHORT = 1_500;

    private static final int LINE_CHARACTERS = 512;

    private final Gson gson = new Gson();
    private final TypeAdapter<Line> adapter = gson.getAdapter(Line.class);
    private final Path file;
    private final Supplier<List<Line>> whole;
    private int lines;
    private int longest = SHORT;
    /** A stream, not a channel: an interrupted thread would close a channel for everybody. */
    private FileOutputStream out;
    /** While the journal is written anew: what was appended meanwhile. Else null. */
    private List<byte[]> meanwhile;
    private Thread shortening;

    /**
     * @param whole what the journal has to say at least; asked for when it has become too long, and answers with all
     *              that was appended before, at least
     */
    Journal(Path file, Supplier<List<Line>> whole) {
        this.file = file;
        this.whole = whole;
    }

    /** One line: a payment as it is now, a notification to be sent, or the id of one that was delivered. */
    record Line(SandboxPayment payment, Delivery delivery, String delivered) {
    }

    /** Reads what is there and opens the journal for more. Call once, before anything is appended. */
    synchronized void open(Consumer<Line> reader) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            try (var all = Files.lines(file)) {
                all.forEach(line -> {
                    lines++;
                    read(line, reader);
                });
            }
        }
        out = new FileOutputStream(file.toFile(), true);
        if (lines > 0) {
            // Ends a line that a killed node left unfinished.
            out.write('\n');
        }
        beginShortening();
    }

    void append(Line line) {
        byte[] text = text(line);
        synchronized (this) {
            try {
                out.write(text);
                lines++;
                if (meanwhile != null) {
                    meanwhile.add(text);
                }
                beginShortening();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + file, e);
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
            out.close();
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
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (var shorter = new FileOutputStream(next.toFile())) {
            List<Line> needed = whole.get();
            for (Line line : needed) {
                shorter.write(text(line));
            }
            exchange(next, shorter, needed.size());
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be made shorter: {}", file, e.toString());
            synchronized (this) {
                meanwhile = null;
                longest = 2 * lines;
            }
        }
    }

    private synchronized void exchange(Path next, FileOutputStream shorter, int needed) throws IOException {
        for (byte[] each : meanwhile) {
            shorter.write(each);
        }
        lines = needed + meanwhile.size();
        // Twice as long before the next time: a long book would be written anew all the time.
        longest = Math.max(SHORT, 2 * lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        out.close();
        out = new FileOutputStream(file.toFile(), true);
        meanwhile = null;
    }

    private byte[] text(Line line) {
        var text = new StringWriter(LINE_CHARACTERS);
        try {
            adapter.write(gson.newJsonWriter(text), line);
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing fails in memory", e);
        }
        text.write('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void read(String line, Consumer<Line> reader) {
        try {
            Line read = gson.fromJson(line, Line.class);
            if (read != null) {
                reader.accept(read);
            }
        } catch (JsonSyntaxException e) {
            // The node was killed while it wrote this line: what it says was never acknowledged.
            LOG.warn("Passed over an unfinished line in {}", file);
        }
    }
}
