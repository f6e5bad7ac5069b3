package org.groundswell.kernel.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.groundswell.kernel.api.backup.OpenStore;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.signing.Sha256;

/**
 * One file with all that a node cannot have again: a ZIP archive, at whose end {@link #SUMS} names each file's SHA-256 (as
 * {@code sha256sum} does), so that half an archive is known to be one.
 */
final class Backup {
    /** The entry with the sums of all others. */
    static final String SUMS = "SHA256SUMS";
    /** The entry with the version of the node that it was made by. */
    static final String VERSION = "VERSION";
    /** The entry with the tables of the node's database, where it keeps its gifts in one. */
    static final String GIFTS = "gifts.dump";
    /** For who leaves the database to its own backups. */
    static final String WITHOUT_GIFTS = "--without-gifts";
    /** What is said of a backup of a node that has a database. */
    static final String NO_GIFTS = "\nThere are no gifts in it: this node keeps them in PostgreSQL. Back that database up"
            + " with its own tools, such as pg_dump: docs/postgres.md";

    private final NodeFolder node;
    private final List<OpenStore> stores;
    private final String version;
    private final StringBuilder sums = new StringBuilder();
    private int files;

    /**
     * What was written.
     *
     * @param note what of the gifts is in it; empty for a node that has them in its own files, else it begins with a new line
     */
    record Written(Path file, int files, long bytes, String note) {
        /** For who asked for it. */
        String text() {
            return "Wrote " + file + ": " + files + " files, " + bytes / 1024 + " kB" + note;
        }
    }

    /**
     * @param stores  that may write meanwhile; none for a node that does not run
     * @param version of the node's release
     */
    Backup(NodeFolder node, List<OpenStore> stores, String version) {
        this.node = node;
        this.stores = stores;
        this.version = version;
    }

    /**
     * Writes it, to the disk and under its name only when it is whole.
     *
     * @param to        a file that is not there yet
     * @param withGifts false for a node that keeps its gifts in a database, to leave that out
     * @throws IOException if it cannot be written as a whole; then nothing was
     */
    Written write(Path to, boolean withGifts) throws IOException {
        Path file = to.toAbsolutePath();
        if (Files.exists(file)) {
            throw new IOException(file + " is there already: give another name");
        }
        for (String folder : NodeFiles.FOLDERS) {
            if (file.normalize().startsWith(node.resolve(folder).toAbsolutePath().normalize())) {
                throw new IOException(file + " is in a folder that the backup is of: give a name elsewhere");
            }
        }
        Optional<GiftDatabase> database = GiftDatabase.of(node);
        if (!withGifts && database.isEmpty()) {
            throw new IOException(WITHOUT_GIFTS + " is for nodes over PostgreSQL: this one keeps its gifts in its own files");
        }
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            PrivateFiles.file(part);
            try (var zip = new ZipOutputStream(Files.newOutputStream(part))) {
                add(zip, VERSION, version + "\n");
                addFiles(zip);
                addStores(zip);
                if (withGifts && database.isPresent()) {
                    addGifts(zip, database.get());
                }
                entry(zip, SUMS, out -> out.write(sums.toString().getBytes(StandardCharsets.UTF_8)));
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        String note = database.isEmpty() ? "" : withGifts ? "\nThe gifts of the database are in it, too" : NO_GIFTS;
        return new Written(file, files, Files.size(file), note);
    }

    private void addFiles(ZipOutputStream zip) throws IOException {
        for (Map.Entry<String, Path> each : NodeFiles.of(node, stores.stream().map(OpenStore::file).toList()).entrySet()) {
            try {
                add(zip, each.getKey(), each.getValue());
            } catch (NoSuchFileException e) {
                // Gone since the folder was read: it is of no use any more.
            }
        }
    }

    /** Last: what others have noted of gifts must be older than the gifts, then they do it again rather than never. */
    private void addStores(ZipOutputStream zip) throws IOException {
        for (OpenStore store : stores) {
            String name = NodeFiles.name(node, store.file());
            Path folder = PrivateFiles.folder(node.resolve("data/tmp/backup"));
            Path copy = folder.resolve(store.file().getFileName());
            Files.deleteIfExists(copy);
            try {
                store.copyTo(copy);
                add(zip, name, copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    /** Last, for the same reason. */
    private void addGifts(ZipOutputStream zip, GiftDatabase database) throws IOException {
        sum(GIFTS, entry(zip, GIFTS, new GiftCopy(database)::writeTo));
    }

    private void add(ZipOutputStream zip, String name, String text) throws IOException {
        sum(name, entry(zip, name, out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    }

    private void add(ZipOutputStream zip, String name, Path file) throws IOException {
        // Opened before its entry begins: a file that is gone leaves none.
        try (var in = Files.newInputStream(file)) {
            sum(name, entry(zip, name, in::transferTo));
        }
    }

    private interface Content {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] entry(ZipOutputStream zip, String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var digest = new DigestOutputStream(zip, Sha256.begun());
        content.to(digest);
        zip.closeEntry();
        return digest.getMessageDigest().digest();
    }

    private void sum(String name, byte[] digest) {
        sums.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
        files++;
    }
}
