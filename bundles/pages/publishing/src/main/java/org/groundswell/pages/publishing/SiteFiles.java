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
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundswell.shared.files.PrivateFiles;

/** The files of a site's folder: read to be published, and written as they were published. Hidden ones are left alone. */
final class SiteFiles {
    /** As much as a node reads of a site. */
    private static final int MOST_FILES = 5_000;
    private static final long MOST_BYTES = 40_000_000;
    private static final String SETTINGS = "site.yaml";

    private final Path folder;

    SiteFiles(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException if it is no site, more than a node reads, or has names that not every node can have */
    SortedMap<String, byte[]> read() throws IOException {
        SortedMap<String, Path> paths = paths();
        if (!paths.containsKey(SETTINGS)) {
            throw new NoSuchFileException(folder.resolve(SETTINGS).toString(), null, "expected a site's folder, with "
                    + SETTINGS + " in it");
        }
        var files = new TreeMap<String, byte[]>();
        long bytes = 0;
        for (var each : paths.entrySet()) {
            if (!SiteVersion.isPath(each.getKey())) {
                throw new IOException("the name '" + each.getKey() + "' cannot be published: expected no backslash and no"
                        + " control character, and at most 500 characters");
            }
            byte[] content = Files.readAllBytes(each.getValue());
            bytes += content.length;
            if (bytes > MOST_BYTES || files.size() >= MOST_FILES) {
                throw new IOException("expected at most " + MOST_FILES + " files of " + MOST_BYTES + " bytes in all; "
                        + each.getKey() + " is too much");
            }
            files.put(each.getKey(), content);
        }
        return files;
    }

    /**
     * Makes the folder as these say: pictures first and settings last, so that what names a file finds it. Done again where it
     * was broken off.
     *
     * @param before takes what was there and is replaced or not wanted any more
     */
    void write(SortedMap<String, byte[]> files, Path before) throws IOException {
        SortedMap<String, Path> paths = paths();
        for (String each : order(files)) {
            Path path = folder.resolve(each);
            requireInside(path);
            if (paths.containsKey(each) && Arrays.equals(Files.readAllBytes(path), files.get(each))) {
                continue;
            }
            keep(path, before.resolve(each));
            Files.createDirectories(path.getParent());
            PrivateFiles.rewrite(path, files.get(each));
        }
        for (var each : paths.entrySet()) {
            if (!files.containsKey(each.getKey())) {
                keep(each.getValue(), before.resolve(each.getKey()));
                Files.deleteIfExists(each.getValue());
            }
        }
    }

    private static Iterable<String> order(SortedMap<String, byte[]> files) {
        return () -> files.keySet().stream().sorted((one, other) -> Integer.compare(rank(one), rank(other))).iterator();
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

    /** The folder may be a link, but nothing in it leads out of it. */
    private void requireInside(Path path) throws IOException {
        for (Path each = path; !each.equals(folder); each = each.getParent()) {
            boolean isRight = each.equals(path) ? Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
                    : Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS);
            if (Files.exists(each, LinkOption.NOFOLLOW_LINKS) && !isRight) {
                throw new IOException(each + " is a link or something else that no version has");
            }
        }
    }

    private SortedMap<String, Path> paths() throws IOException {
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
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
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
