package org.groundswell.pages.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All files of the site folder at one moment, by their path below it. */
final class SiteFolder {
    /** A picture larger than this has no place on a page that must be light. */
    private static final long MAX_FILE_BYTES = 5_000_000;

    private final Map<String, byte[]> files;

    private SiteFolder(Map<String, byte[]> files) {
        this.files = files;
    }

    static SiteFolder read(Path folder, List<Problem> problems) throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (Map.Entry<Path, BasicFileAttributes> file : list(folder).entrySet()) {
            String name = name(folder, file.getKey());
            if (file.getValue().size() > MAX_FILE_BYTES) {
                problems.add(new Problem(name, 0, "expected at most " + MAX_FILE_BYTES + " bytes, found "
                        + file.getValue().size()));
            } else {
                files.put(name, Files.readAllBytes(file.getKey()));
            }
        }
        return new SiteFolder(files);
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

    /** The file's text, or null where there is none or it is not UTF-8; then there is a problem. */
    String text(String name, List<Problem> problems) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            problems.add(new Problem(name, 0, "expected this file, found none"));
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
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
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // Editors leave hidden files and backups behind while they write.
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && !name.startsWith(".") && !name.endsWith("~")) {
                    found.put(file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
