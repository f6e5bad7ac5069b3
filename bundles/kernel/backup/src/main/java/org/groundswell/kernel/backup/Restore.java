package org.groundswell.kernel.backup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.signing.Sha256;

/**
 * Makes a node that does not run what a backup says. All of it is unpacked and compared with its sums beside the node's
 * folders first; what was there before stays, under another name.
 */
final class Restore {
    private static final String NEXT = ".restored";
    /** Where the gifts for a database are meanwhile, below the data. */
    private static final String DUMP = "tmp/backup/" + Backup.GIFTS;
    /** With donors' data or secrets; the others are for editors, too. */
    private static final Set<String> PRIVATE = Set.of("conf", "data");
    private static final DateTimeFormatter BEFORE =
            DateTimeFormatter.ofPattern("'.before-'uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final NodeFolder node;
    private final String version;

    /** @param version of the node's release */
    Restore(NodeFolder node, String version) {
        this.node = node;
        this.version = version;
    }

    /**
     * How it went.
     *
     * @param before the folders that were there before, where they are now
     * @param gifts  how many a database was filled with; empty where none was
     */
    record Restored(List<Path> before, OptionalLong gifts) {
    }

    /**
     * @param withGifts whether gifts that the backup has of a database go into an empty one: into that of this node's settings
     *                  where it has some, which stay then, else into that of the backup's
     * @throws IOException if the file is no backup, is damaged or is of a newer release, or the database is not empty;
     *                     nothing was changed then
     */
    Restored from(Path file, Instant at, boolean withGifts) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            Map<String, String> sums = sums(zip);
            refuseNewer(zip);
            for (String folder : NodeFiles.FOLDERS) {
                delete(next(folder));
                if (PRIVATE.contains(folder)) {
                    PrivateFiles.folder(next(folder));
                } else {
                    Files.createDirectories(next(folder));
                }
            }
            for (Map.Entry<String, String> each : sums.entrySet()) {
                if (each.getKey().equals(Backup.GIFTS)) {
                    if (withGifts) {
                        unpack(zip, each.getKey(), next("data").resolve(DUMP), each.getValue());
                    }
                } else if (!each.getKey().equals(Backup.VERSION)) {
                    unpack(zip, each.getKey(), place(each.getKey()), each.getValue());
                }
            }
            boolean fills = withGifts && sums.containsKey(Backup.GIFTS);
            if (fills && GiftDatabase.of(node).isPresent()) {
                Files.copy(node.resolve(GiftDatabase.SETTINGS), place(GiftDatabase.SETTINGS),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return exchange(at, fills);
        } finally {
            for (String folder : NodeFiles.FOLDERS) {
                delete(next(folder));
            }
        }
    }

    private Map<String, String> sums(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Backup.SUMS);
        if (entry == null) {
            throw new IOException("it is no backup, or its end is missing: it has no " + Backup.SUMS);
        }
        var sums = new LinkedHashMap<String, String>();
        try (InputStream in = zip.getInputStream(entry)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split(" {2}", 2);
                if (parts.length != 2) {
                    throw new IOException(Backup.SUMS + " has a line that is none: it is damaged");
                }
                sums.put(parts[1], parts[0]);
            }
        }
        return sums;
    }

    /** What a newer release has written an older one may not understand. */
    private void refuseNewer(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Backup.VERSION);
        if (entry == null) {
            throw new IOException("it has no " + Backup.VERSION);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            String made = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (Version.parse(made).compareTo(Version.parse(version)) > 0) {
                throw new IOException("it was made by release " + made + ", this is " + version
                        + ": restore it into that release or a later one");
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(Backup.VERSION + " is no version: it is damaged", e);
        }
    }

    private Path place(String name) throws IOException {
        String folder = name.substring(0, Math.max(0, name.indexOf('/')));
        Path below = Path.of(name.substring(folder.length() + (folder.isEmpty() ? 0 : 1))).normalize();
        if (!NodeFiles.FOLDERS.contains(folder) || below.isAbsolute() || below.startsWith("..")) {
            throw new IOException("'" + name + "' is no file of a node");
        }
        return next(folder).resolve(below);
    }

    private void unpack(ZipFile zip, String name, Path file, String sum) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        if (PRIVATE.stream().anyMatch(folder -> file.startsWith(next(folder)))) {
            PrivateFiles.folder(file.getParent());
            PrivateFiles.file(file);
        } else {
            Files.createDirectories(file.getParent());
        }
        var digest = Sha256.begun();
        try (var in = new DigestInputStream(zip.getInputStream(entry), digest);
                var out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sum)) {
            throw new IOException(name + " is damaged: its sum is another one");
        }
    }

    /** All folders and the gifts, or none of them. */
    private Restored exchange(Instant at, boolean fills) throws IOException {
        var moved = new ArrayDeque<Move>();
        var before = new ArrayList<Path>();
        try {
            for (String folder : NodeFiles.FOLDERS) {
                Path now = node.resolve(folder);
                if (Files.exists(now)) {
                    Path kept = now.resolveSibling(now.getFileName() + BEFORE.format(at));
                    move(new Move(now, kept), moved);
                    before.add(kept);
                }
                move(new Move(next(folder), now), moved);
            }
        } catch (IOException e) {
            undo(moved);
            throw new IOException("a folder could not be put in its place (" + e + "); all are as they were. A folder that"
                    + " is a mount point cannot be: restore into a folder below it, and name that with --data", e);
        }
        try {
            return new Restored(before, fills ? fill() : OptionalLong.empty());
        } catch (IOException | RuntimeException e) {
            undo(moved);
            throw e;
        }
    }

    private OptionalLong fill() throws IOException {
        // A backup with such an entry has the settings, too.
        GiftDatabase database = GiftDatabase.of(node).orElseThrow(() -> new IOException("it has " + Backup.GIFTS
                + ", and no settings of the database that it belongs into: it is damaged"));
        Path dump = node.resolve("data").resolve(DUMP);
        long gifts = new EmptyDatabase(database).fill(dump);
        Files.delete(dump);
        return OptionalLong.of(gifts);
    }

    private static void undo(Deque<Move> moved) throws IOException {
        for (Move each : moved) {
            Files.move(each.to(), each.from());
        }
    }

    private record Move(Path from, Path to) {
    }

    private static void move(Move move, Deque<Move> moved) throws IOException {
        Files.move(move.from(), move.to(), StandardCopyOption.ATOMIC_MOVE);
        moved.push(move);
    }

    private Path next(String folder) {
        Path now = node.resolve(folder);
        return now.resolveSibling(now.getFileName() + NEXT);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
