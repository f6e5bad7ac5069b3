package org.groundswell.shared.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A file to which lines are appended, readable by the node's own user only. A disk that was full for a moment costs the
 * one line that was refused; a line that cannot be read costs itself; a file that was removed is made anew. Thread-safe.
 */
public final class LineFile implements AutoCloseable {
    /** Longer is no line of ours. */
    private static final int LONGEST_LINE = 1_000_000;

    private final Path file;
    private final boolean synced;
    private final Supplier<List<String>> whole;
    private final Opener opener;
    private Out out;
    /** What the file system knows the open file by. */
    private Object key;
    /** Whether the file may end in the middle of a line. */
    private boolean torn = true;
    private boolean closed;

    /**
     * @param synced whether a line is on the disk, not only with the operating system, when {@link #append} returns
     * @param whole  all that stood in the file, for the case that somebody removes it from a running node; may be less
     *               or nothing
     */
    public LineFile(Path file, boolean synced, Supplier<List<String>> whole) {
        this(file, synced, whole, AppendedStream::to);
    }

    LineFile(Path file, boolean synced, Supplier<List<String>> whole, Opener opener) {
        this.file = file;
        this.synced = synced;
        this.whole = whole;
        this.opener = opener;
    }

    /** Opens a file for appending; the seam for tests. */
    @FunctionalInterface
    interface Opener {
        Out open(Path file) throws IOException;
    }

    /** What is written to. */
    interface Out extends AutoCloseable {
        void write(byte[] bytes) throws IOException;

        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Reads what is there, line by line, without empty ones. Where {@code reader} throws a RuntimeException, the line is
     * of no use to it: such lines are copied into {@code <file>.unread}, and the rest is read.
     *
     * @return a sentence for the log where lines were set aside
     */
    public synchronized Optional<String> read(Consumer<String> reader) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Path aside = file.resolveSibling(file.getFileName() + ".unread");
        try (var unread = new UnreadLines(aside); InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    take(line, reader, unread);
                } else if (line.size() <= LONGEST_LINE) {
                    line.write(next);
                }
            }
            take(line, reader, unread);
            return unread.count() == 0 ? Optional.empty() : Optional.of(unread.count() + " lines of " + file
                    + " could not be read and are left out (cut off, damaged or of a newer version); " + unread.where());
        }
    }

    /**
     * Appends lines, all or nothing.
     *
     * @throws IOException where they were not written; the next call may succeed
     */
    public synchronized void append(String... lines) throws IOException {
        try {
            reopen();
            long length = Files.size(file);
            try {
                out.write(((torn && length > 0 ? "\n" : "") + text(List.of(lines))).getBytes(StandardCharsets.UTF_8));
                if (synced) {
                    out.sync();
                }
                torn = false;
            } catch (IOException e) {
                cut(length);
                throw e;
            }
        } catch (IOException e) {
            torn = true;
            abandon();
            throw new IOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Puts another file in place of this one; what is appended from then on goes there.
     *
     * @throws IOException also after {@link #close}: a round of work that outlives its bundle would put what it has read
     *                     before in place of what another process has written since
     */
    public synchronized void exchange(Path next) throws IOException {
        if (closed) {
            throw new IOException("Cannot replace " + file + ": it is closed, because its bundle stops");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        abandon();
        torn = true;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (out != null) {
            out.close();
            out = null;
        }
    }

    /** After this the open file is the one at the path, whatever was done to the path. */
    private void reopen() throws IOException {
        if (out != null && key.equals(FileKey.of(file))) {
            return;
        }
        abandon();
        torn = true;
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (key == null) {
                create(file);
            } else {
                restore();
            }
        }
        out = opener.open(file);
        key = FileKey.of(file);
    }

    private void restore() throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".restored");
        Files.deleteIfExists(next);
        create(next);
        try (Out restored = opener.open(next)) {
            restored.write(text(whole.get()).getBytes(StandardCharsets.UTF_8));
            restored.sync();
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void create(Path path) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** What was not written as a whole must not be read one day: its writer was told that it was not. */
    private void cut(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private void abandon() {
        Out old = out;
        out = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (IOException e) {
            // What could not be written was told to whoever wrote it; there is nothing else that this could lose.
            torn = true;
        }
    }

    private static void take(ByteArrayOutputStream line, Consumer<String> reader,
            UnreadLines unread) {
        String text = line.toString(StandardCharsets.UTF_8);
        boolean whole = line.size() <= LONGEST_LINE;
        line.reset();
        if (text.isBlank()) {
            return;
        }
        if (!whole || !isOfUse(text, reader)) {
            unread.keep(text);
        }
    }

    private static boolean isOfUse(String text, Consumer<String> reader) {
        try {
            reader.accept(text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String text(List<String> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
