package org.groundswell.pages.contact;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.groundswell.shared.files.PrivateFiles;

/** The lines of a file as bytes: what is no text, or cut off, is copied as it is. */
final class MessageLines {

    private MessageLines() {
    }

    /** Takes a line's bytes, without its end. */
    @FunctionalInterface
    private interface Line {
        void take(byte[] bytes) throws IOException;
    }

    static void read(Path file, Consumer<String> reader) throws IOException {
        lines(file, bytes -> reader.accept(new String(bytes, StandardCharsets.UTF_8)));
    }

    /** Copies the lines that are wanted, and returns when they are on the disk. */
    static void copy(Path file, Path copy, Predicate<String> wanted) throws IOException {
        Files.deleteIfExists(copy);
        PrivateFiles.file(copy);
        try (var out = new FileOutputStream(copy.toFile()); var buffered = new BufferedOutputStream(out)) {
            lines(file, bytes -> {
                if (wanted.test(new String(bytes, StandardCharsets.UTF_8))) {
                    buffered.write(bytes);
                    buffered.write('\n');
                }
            });
            buffered.flush();
            out.getFD().sync();
        }
    }

    private static void lines(Path file, Line line) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var bytes = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    line.take(bytes.toByteArray());
                    bytes.reset();
                } else {
                    bytes.write(next);
                }
            }
            if (bytes.size() > 0) {
                line.take(bytes.toByteArray());
            }
        }
    }
}
