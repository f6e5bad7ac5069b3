package org.groundswell.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;

/** A bundle that runs, as a jar with other headers; without bnd, so that it works inside the framework too. */
final class NextVersion {
    private NextVersion() {
    }

    static void write(Bundle bundle, Path target, Map<String, String> headers) throws IOException {
        Path source = Path.of(URI.create(bundle.getLocation()));
        try (InputStream in = Files.newInputStream(source); var jar = new JarInputStream(in)) {
            var manifest = new Manifest(jar.getManifest());
            headers.forEach(manifest.getMainAttributes()::putValue);
            try (OutputStream out = Files.newOutputStream(target); var next = new JarOutputStream(out, manifest)) {
                for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                    next.putNextEntry(new ZipEntry(entry.getName()));
                    jar.transferTo(next);
                    next.closeEntry();
                }
            }
        }
    }
}
