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
     * @return the folders that were there before, where they are now
     * @throws IOException if the file is no backup, is damaged or is of a newer release; nothing was changed then
     */
    List<Path> from(Path file, Instant at) throws IOException {
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
                if (!each.getKey().equals(Backup.VERSION)) {
                    unpack(zip, each.getKey(), each.getValue());
                }
            }
            return exchange(at);
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

    private void unpack(ZipFile zip, String name, String sum) throws IOException {
        String folder = name.substring(0, Math.max(0, name.indexOf('/')));
        Path below = Path.of(name.substring(folder.length() + (folder.isEmpty() ? 0 : 1))).normalize();
        if (!NodeFiles.FOLDERS.contains(folder) || below.isAbsolute() || below.startsWith("..")) {
            throw new IOException("'" + name + "' is no file of a node");
        }
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is missing");
        }
        Path file = next(folder).resolve(below);
        if (PRIVATE.contains(folder)) {
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

    /** All folders or none of them. */
    private List<Path> exchange(Instant at) throws IOException {
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
            return before;
        } catch (IOException e) {
            for (Move each : moved) {
                Files.move(each.to(), each.from());
            }
            throw new IOException("a folder could not be put in its place (" + e + "); all are as they were. A folder that"
                    + " is a mount point cannot be: restore into a folder below it, and name that with --data", e);
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
