package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Small jars for tests. */
public final class Jars {
    /** Stands in the jar as it is here. */
    public static final byte[] CONTENT = "a class or a picture, who knows, but long enough to be hit".getBytes(
            StandardCharsets.US_ASCII);

    private static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Jars() {
    }

    public static Path write(Path file, Map<String, String> headers) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        headers.forEach(manifest.getMainAttributes()::putValue);
        try (OutputStream out = Files.newOutputStream(file); var jar = new JarOutputStream(out)) {
            // The same jar has the same bytes, whenever it is made: the keeper knows it by them.
            var head = new ZipEntry(JarFile.MANIFEST_NAME);
            head.setTimeLocal(MADE);
            jar.putNextEntry(head);
            manifest.write(jar);
            jar.closeEntry();
            var entry = new ZipEntry("content");
            entry.setTimeLocal(MADE);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(CONTENT.length);
            var crc = new CRC32();
            crc.update(CONTENT);
            entry.setCrc(crc.getValue());
            jar.putNextEntry(entry);
            jar.write(CONTENT);
            jar.closeEntry();
        }
        return file;
    }

    /** Puts one more entry in. */
    public static void add(Path jar, String name, byte[] content) throws IOException {
        try (var files = FileSystems.newFileSystem(jar)) {
            Path entry = files.getPath(name);
            Files.createDirectories(entry.getParent());
            Files.write(entry, content);
        }
    }

    public static int contentOffset(byte[] jar) {
        return new String(jar, StandardCharsets.ISO_8859_1).indexOf(new String(CONTENT, StandardCharsets.US_ASCII));
    }
}
