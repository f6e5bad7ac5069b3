package org.groundswell.pages.site;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.paths.WebPath;
import org.groundswell.shared.sites.SiteLimits;

/** All files of the site folder at one moment, by their path below it. */
final class SiteFolder {
    private static final int MAX_DEPTH = 20;
    private static final Pattern IN_NO_ADDRESS = Pattern.compile("[%\\\\\\p{Cntrl}]");

    private final Map<String, byte[]> files;
    /** When each file was written, where that is known. */
    private final Map<String, Instant> written;

    private SiteFolder(Map<String, byte[]> files, Map<String, Instant> written) {
        this.files = files;
        this.written = written;
    }

    static SiteFolder read(Path folder, List<Problem> problems) throws IOException {
        var files = new TreeMap<String, byte[]>();
        var written = new HashMap<String, Instant>();
        long all = 0;
        for (Map.Entry<Path, BasicFileAttributes> file : list(folder).entrySet()) {
            String name = WebPath.composed(name(folder, file.getKey()));
            if (IN_NO_ADDRESS.matcher(name).find()) {
                problems.add(new Problem(name, 0, "expected a name without percent sign, backslash and control characters:"
                        + " no address could say it"));
                continue;
            }
            if (files.containsKey(name)) {
                problems.add(new Problem(name, 0, "there are two files of this name, each with another way to write its"
                        + " accents: delete one"));
                continue;
            }
            if (!file.getValue().isRegularFile()) {
                problems.add(new Problem(name, 0, "expected a file, found a link or something else that is none"));
                continue;
            }
            byte[] bytes = bytes(file.getKey());
            all += bytes.length;
            if (bytes.length > SiteLimits.MOST_FILE_BYTES) {
                problems.add(new Problem(name, 0, "expected at most " + SiteLimits.MOST_FILE_BYTES + " bytes, found "
                        + file.getValue().size()));
            } else if (FolderLimits.isTooMuch(all, files.size() + 1)) {
                problems.add(FolderLimits.problem(name));
                break;
            } else {
                files.put(name, bytes);
                written.put(name, file.getValue().lastModifiedTime().toInstant());
            }
        }
        return new SiteFolder(files, written);
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(SiteLimits.MOST_FILE_BYTES + 1);
        }
    }

    /** Differs whenever a file was added, removed or written. */
    static String fingerprint(Path folder) throws IOException {
        var text = new StringBuilder();
        list(folder).forEach((path, attributes) -> text.append(path).append(' ').append(attributes.size()).append(' ')
                .append(attributes.lastModifiedTime().toInstant()).append('\n'));
        return text.toString();
    }

    /** The files below a folder of the site, by their path below that folder. */
    Map<String, byte[]> below(String prefix) {
        var below = new TreeMap<String, byte[]>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), bytes);
            }
        });
        return below;
    }

    /** All files by their path. */
    Map<String, byte[]> all() {
        return Collections.unmodifiableMap(files);
    }

    /** The file as it is, or null where there is none. */
    byte[] bytes(String name) {
        return files.get(name);
    }

    /** When the files below a folder were written, by their path below it; those of which that is known. */
    Map<String, Instant> writtenBelow(String prefix) {
        var below = new HashMap<String, Instant>();
        written.forEach((name, at) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), at);
            }
        });
        return Map.copyOf(below);
    }

    /** Whether the other has the same files with the same bytes. */
    boolean isSame(SiteFolder other) {
        return files.keySet().equals(other.files.keySet()) && files.entrySet().stream()
                .allMatch(file -> Arrays.equals(file.getValue(), other.files.get(file.getKey())));
    }

    /** Bytes of all files. */
    long size() {
        return files.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    /** Writes all files below a folder. */
    void writeTo(Path target) throws IOException {
        Files.createDirectories(target);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            if (written.containsKey(file.getKey())) {
                Files.setLastModifiedTime(path, FileTime.from(written.get(file.getKey())));
            }
        }
    }

    /** This folder with further files. */
    SiteFolder with(Map<String, byte[]> further) {
        var all = new TreeMap<>(further);
        all.putAll(files);
        return new SiteFolder(all, written);
    }

    /** This folder with other contents of files; null takes a file away. */
    SiteFolder changed(Map<String, byte[]> changes) {
        var all = new TreeMap<>(files);
        changes.forEach((name, bytes) -> {
            if (bytes == null) {
                all.remove(name);
            } else {
                all.put(name, bytes);
            }
        });
        var known = new HashMap<>(written);
        known.keySet().removeAll(changes.keySet());
        return new SiteFolder(all, known);
    }

    /** Where the folder's files are on disk, by their names; those that are none, such as links, too. */
    static Map<String, Path> paths(Path folder) throws IOException {
        var paths = new TreeMap<String, Path>();
        for (Path path : list(folder).keySet()) {
            paths.putIfAbsent(WebPath.composed(name(folder, path)), path);
        }
        return paths;
    }

    /** The file's text, or null where there is none or it is not UTF-8; then there is a problem. */
    String text(String name, List<Problem> problems) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            problems.add(new Problem(name, 0, "expected this file, found none"));
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return ByteOrderMark.removed(StandardCharsets.UTF_8.newDecoder().decode(in).toString());
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            problems.add(new Problem(name, line, "expected UTF-8, found another encoding"));
            return null;
        }
    }

    private static Map<Path, BasicFileAttributes> list(Path folder) throws IOException {
        var found = new TreeMap<Path, BasicFileAttributes>();
        // The folder itself may be a link; what is in it may not lead out of it.
        Path real = folder.toRealPath();
        Files.walkFileTree(real, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return !visited.equals(real) && SiteLimits.isPassedOver(visited) ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!SiteLimits.isPassedOver(file)) {
                    found.put(folder.resolve(real.relativize(file)), attributes);
                }
                return found.size() > SiteLimits.MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }
}
