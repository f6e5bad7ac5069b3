package org.groundswell.pages.publishing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.sites.SiteLimits;

/** The files of a site's folder: read to be published, and written as they were published. Hidden ones are left alone. */
final class SiteFiles {
    private static final String SETTINGS = "site.yaml";

    private final Path folder;

    SiteFiles(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if it is no site, more than a node reads, or has names that not every node can have */
    SortedMap<String, byte[]> read() throws IOException {
        SortedMap<String, Path> paths = paths(true);
        if (!paths.containsKey(SETTINGS)) {
            throw new NoSuchFileException(folder.resolve(SETTINGS).toString(), null, "expected a site's folder, with "
                    + SETTINGS + " in it");
        }
        long bytes = 0;
        for (var each : paths.entrySet()) {
            if (!SiteVersion.isPath(each.getKey())) {
                throw new IOException("the name '" + each.getKey() + "' cannot be published: expected no backslash and no"
                        + " control character, and at most 500 characters");
            }
            // Before any is read: one film is more than a node has memory.
            bytes += Files.size(each.getValue());
            if (bytes > SiteLimits.MOST_BYTES || paths.size() > SiteLimits.MOST_FILES) {
                throw new IOException("expected at most " + SiteLimits.MOST_FILES + " files of " + SiteLimits.MOST_BYTES + " bytes in all; "
                        + each.getKey() + " is too much");
            }
        }
        var files = new TreeMap<String, byte[]>();
        for (var each : paths.entrySet()) {
            files.put(each.getKey(), Files.readAllBytes(each.getValue()));
        }
        return files;
    }

    /** What is to be in a file, and when that was written, where it is known. */
    interface Contents {
        byte[] of(String path) throws IOException;

        Optional<Instant> written(String path);
    }

    /**
     * Makes the folder as these say: pictures first and settings last, so that what names a file finds it. Nothing is changed
     * where something is in the way. Done again where it was broken off.
     *
     * @param files what is to be there; one at a time is in memory
     * @param before takes what was there and is replaced or not wanted any more
     */
    void write(Set<String> files, Contents contents, Path before) throws IOException {
        SortedMap<String, Path> paths = paths(false);
        var clashing = new TreeMap<String, Path>();
        for (String each : files) {
            clashing.putAll(clashing(each, files, paths));
        }
        for (var each : clashing.entrySet()) {
            remove(each.getValue(), before.resolve(each.getKey()));
        }
        for (String each : order(files)) {
            Path path = folder.resolve(each);
            byte[] bytes = contents.of(each);
            if (paths.containsKey(each) && Files.size(path) == bytes.length
                    && Arrays.equals(Files.readAllBytes(path), bytes)) {
                continue;
            }
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                removeEmpty(path);
            }
            keep(path, before.resolve(each));
            Files.createDirectories(path.getParent());
            PrivateFiles.rewrite(path, bytes);
            Optional<Instant> written = contents.written(each);
            if (written.isPresent()) {
                Files.setLastModifiedTime(path, FileTime.from(written.get()));
            }
        }
        for (var each : paths.entrySet()) {
            if (!files.contains(each.getKey()) && !clashing.containsKey(each.getKey())) {
                remove(each.getValue(), before.resolve(each.getKey()));
            }
        }
    }

    /**
     * What has to go before a file can be written: one that stands where its folder will be, or all that is in a folder of
     * its name.
     *
     * @throws IOException if that is not to go, or the path leads out of the folder, which itself may be a link
     */
    private Map<String, Path> clashing(String file, Set<String> wanted, SortedMap<String, Path> paths) throws IOException {
        var clashing = new TreeMap<String, Path>();
        for (Path each = folder.resolve(file); !each.equals(folder); each = each.getParent()) {
            String name = folder.relativize(each).toString();
            boolean isFile = name.equals(file);
            if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                if (isFile) {
                    clashing.putAll(all(each, wanted, paths));
                }
            } else if (Files.exists(each, LinkOption.NOFOLLOW_LINKS) && !(isFile && paths.containsKey(name))) {
                if (!paths.containsKey(name) || wanted.contains(name)) {
                    throw inTheWay(each);
                }
                clashing.put(name, each);
            }
        }
        return clashing;
    }

    private Map<String, Path> all(Path place, Set<String> wanted, SortedMap<String, Path> paths) throws IOException {
        var all = new TreeMap<String, Path>();
        try (Stream<Path> below = Files.walk(place)) {
            for (Path each : below.toList()) {
                String name = folder.relativize(each).toString();
                if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    if (!paths.containsKey(name) || wanted.contains(name)) {
                        throw inTheWay(each);
                    }
                    all.put(name, each);
                }
            }
        }
        return all;
    }

    private static IOException inTheWay(Path path) {
        return new IOException(path + " is a link or something else that no version has");
    }

    /** Takes a file away, and the folders that are empty without it. */
    private void remove(Path file, Path kept) throws IOException {
        keep(file, kept);
        Files.deleteIfExists(file);
        for (Path each = file.getParent(); !each.equals(folder) && isEmpty(each); each = each.getParent()) {
            Files.delete(each);
        }
    }

    private static void removeEmpty(Path place) throws IOException {
        try (Stream<Path> below = Files.walk(place)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static boolean isEmpty(Path place) throws IOException {
        try (Stream<Path> below = Files.list(place)) {
            return below.findAny().isEmpty();
        }
    }

    private static Iterable<String> order(Set<String> files) {
        return () -> files.stream().sorted((one, other) -> Integer.compare(rank(one), rank(other))).iterator();
    }

    private static int rank(String path) {
        return path.startsWith("assets/") ? 0 : path.equals(SETTINGS) ? 2 : 1;
    }

    private static void keep(Path file, Path kept) throws IOException {
        if (Files.exists(file)) {
            Files.createDirectories(kept.getParent());
            Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @param strict whether a link is a mistake, and not left alone */
    private SortedMap<String, Path> paths(boolean strict) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + " is no folder");
        }
        var paths = new TreeMap<String, Path>();
        Path root = folder.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                return isHidden(each) && !each.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                if (strict && !attributes.isRegularFile() && !isHidden(each)) {
                    throw new IOException(root.relativize(each) + " is a link, or no file: expected the file itself, so that"
                            + " every node has it");
                }
                if (attributes.isRegularFile() && !isHidden(each)) {
                    paths.put(root.relativize(each).toString(), each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return paths;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
