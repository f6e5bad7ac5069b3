package org.groundswell.payments.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox's memory: one JSON object a line, so that the gateway outlives a killed node as a real one does. */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int SHORT = 1_500;

    private final Gson gson = new Gson();
    private final Path file;
    private final Supplier<List<Line>> whole;
    private int lines;
    private int longest = SHORT;
    /** A stream, not a channel: an interrupted thread would close a channel for everybody. */
    private FileOutputStream out;

    /** @param whole what the journal has to say at least; asked for when it has become too long */
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
        shorten();
    }

    /** Writes the whole book anew, without what is over, when so much is over that it would take long to read. */
    private void shorten() throws IOException {
        if (lines < longest) {
            return;
        }
        List<Line> needed = whole.get();
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, needed.stream().map(gson::toJson).toList());
        // Twice as long before the next time: written anew at each line, a long book would take all the time there is.
        lines = needed.size();
        longest = Math.max(SHORT, 2 * lines);
        out.close();
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        out = new FileOutputStream(file.toFile(), true);
    }

    synchronized void append(Line line) {
        try {
            out.write((gson.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
            lines++;
            shorten();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
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
