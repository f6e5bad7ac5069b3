package org.groundswell.pages.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.groundswell.shared.sites.SiteLimits;

/** Files that pages show, each under a name of its own in {@code assets/}. Used by one thread. */
final class Pictures {
    /** As cameras and programs for pictures write them. */
    private static final Set<String> FOR_NO_BROWSER = Set.of("bmp", "heic", "heif", "psd", "tif", "tiff");

    private final Optional<Path> root;
    private final Map<String, Path> files = new TreeMap<>();
    private final Map<Path, String> names = new HashMap<>();

    private Pictures(Optional<Path> root) {
        this.root = root;
    }

    /** Of a folder; no file outside of it is taken, whatever a link says. */
    static Pictures in(Path root) throws IOException {
        return new Pictures(Optional.of(root.toRealPath()));
    }

    /** Where there are none. */
    static Pictures none() {
        return new Pictures(Optional.empty());
    }

    /** Takes a file if it is one that pages may show. */
    Found take(Path file) {
        try {
            String ending = ending(file);
            if (root.isEmpty() || !Files.isRegularFile(file) || !file.toRealPath().startsWith(root.get())) {
                return Found.NOWHERE;
            }
            if (FOR_NO_BROWSER.contains(ending)) {
                return new Found.Refused("is of a kind that pages cannot have; save it as JPEG and name that one");
            }
            return FileKind.isEnding(ending) ? take(file.toRealPath(), ending) : Found.NOWHERE;
        } catch (IOException e) {
            return new Found.Refused("cannot be read (" + e + ")");
        }
    }

    private Found take(Path real, String ending) throws IOException {
        if (names.containsKey(real)) {
            return new Found.Taken(names.get(real));
        }
        if (Files.size(real) > SiteLimits.MOST_FILE_BYTES) {
            return new Found.Refused("has " + Megabytes.of(Files.size(real)) + ", and "
                    + Megabytes.of(SiteLimits.MOST_FILE_BYTES) + " are the most: make it smaller, about 1600 pixels wide, and import again");
        }
        try (InputStream in = Files.newInputStream(real)) {
            Optional<FileKind> kind = FileKind.of(in.readNBytes(FileKind.BEGINNING));
            if (kind.isEmpty()) {
                return new Found.Refused("is no picture, whatever its name says; save it anew and import again");
            }
            String name = named(real, kind.get().ending(ending));
            names.put(real, name);
            return new Found.Taken(name);
        }
    }

    /** All that were taken, by name. */
    Map<String, Path> all() {
        return Collections.unmodifiableMap(new TreeMap<>(files));
    }

    private String named(Path file, String ending) {
        String name = file.getFileName().toString();
        String stem = SafeName.of(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
        String unique = stem + "." + ending;
        for (int i = 2; files.containsKey(unique); i++) {
            unique = stem + "-" + i + "." + ending;
        }
        files.put(unique, file);
        return unique;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
