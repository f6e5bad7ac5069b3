package org.groundswell.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle's jar with other headers; without bnd, so that it works inside the framework too. */
final class NextVersion {
    private NextVersion() {
    }

    /** The same source and headers give the same bytes. */
    static void write(Path source, Path target, Map<String, String> headers) throws IOException {
        try (InputStream in = Files.newInputStream(source); var jar = new JarInputStream(in);
                OutputStream out = Files.newOutputStream(target); var next = new JarOutputStream(out)) {
            var manifest = new Manifest(jar.getManifest());
            headers.forEach(manifest.getMainAttributes()::putValue);
            next.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest.write(next);
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                next.putNextEntry(entry(entry.getName()));
                jar.transferTo(next);
            }
        }
    }

    private static ZipEntry entry(String name) {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        return entry;
    }
}
