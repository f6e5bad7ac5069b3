package org.groundswell.kernel.keeper.jars;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.Bundle;

/** The jars that may be needed again, named by their checksums. */
public final class JarStore {
    private static final String SUFFIX = ".jar";

    private final Path folder;

    public JarStore(Path folder) throws IOException {
        this.folder = PrivateFiles.folder(folder);
    }

    /** Keeps a copy; it is whole or it is not there. */
    public BundleFile keep(Path jar) throws IOException, RefusedException {
        Path part = Files.createTempFile(folder, "new", ".part");
        try {
            Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
            BundleFile read = BundleFile.read(part);
            Files.move(part, file(read.sha256()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new BundleFile(file(read.sha256()), read.symbolicName(), read.version(), read.sha256(),
                    read.headers());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Keeps a copy of a jar that was read already; one that is kept is not copied or read again. */
    public BundleFile keep(BundleFile jar) throws IOException, RefusedException {
        return folder.equals(jar.path().getParent()) ? jar : keep(jar.path());
    }

    /** @throws UnreadableException if it is there and the disk does not give it now */
    public Optional<BundleFile> find(String sha256) throws UnreadableException {
        try {
            return Files.exists(file(sha256)) ? Optional.of(BundleFile.read(file(sha256))) : Optional.empty();
        } catch (UnreadableException e) {
            throw e;
        } catch (RefusedException e) {
            // The disk has lost it: as good as not there.
            return Optional.empty();
        }
    }

    /** The jar that a bundle runs from: the shipped file, or what the framework shows of it. */
    BundleFile of(Bundle bundle) throws IOException, RefusedException {
        Optional<Path> shipped = shipped(bundle);
        return shipped.isPresent() ? BundleFile.read(shipped.get()) : rebuilt(bundle);
    }

    /** The file that came with the node, for a bundle that was installed from one. */
    public static Optional<Path> shipped(Bundle bundle) {
        String location = bundle.getLocation().replaceFirst("^reference:", "");
        if (!location.startsWith("file:")) {
            return Optional.empty();
        }
        Path file = Path.of(URI.create(location));
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** What somebody else has put in; there is no file to copy any more. */
    public BundleFile rebuilt(Bundle bundle) throws IOException, RefusedException {
        Path part = Files.createTempFile(folder, "rebuilt", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part); var jar = new JarOutputStream(out)) {
                // A manifest has to come first.
                copy(bundle.getEntry(JarFile.MANIFEST_NAME), JarFile.MANIFEST_NAME, jar);
                for (URL entry : Collections.list(bundle.findEntries("/", "*", true))) {
                    String name = entry.getPath().substring(1);
                    if (!name.endsWith("/") && !name.equals(JarFile.MANIFEST_NAME)) {
                        copy(entry, name, jar);
                    }
                }
            }
            return keep(part);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Forgets every jar but these.
     *
     * @param millis jars that came in so many last milliseconds are left alone: somebody may be about to use them
     */
    public void retain(Set<String> checksums, long millis) throws IOException {
        long before = System.currentTimeMillis() - millis;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean needed = name.endsWith(SUFFIX)
                        && checksums.contains(name.substring(0, name.length() - SUFFIX.length()));
                if (!needed && Files.getLastModifiedTime(file).toMillis() < before) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(URL entry, String name, JarOutputStream jar) throws IOException {
        var zipEntry = new ZipEntry(name);
        // The same bundle gives the same checksum.
        zipEntry.setTime(0);
        jar.putNextEntry(zipEntry);
        try (InputStream in = entry.openStream()) {
            in.transferTo(jar);
        }
        jar.closeEntry();
    }

    private Path file(String sha256) {
        return folder.resolve(sha256 + SUFFIX);
    }
}
