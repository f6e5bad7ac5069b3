package org.groundswell.pages.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Files that pages show, each under a name of its own in {@code assets/}. Used by one thread. */
final class Pictures {
    /** As the node serves them; a page of any other kind is no picture. */
    private static final Set<String> KINDS = Set.of("avif", "gif", "jpeg", "jpg", "png", "svg", "webp", "pdf");
    /** A site folder takes no larger file. */
    private static final long MOST_BYTES = 5_000_000;

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

    /** The name in {@code assets/} of a file, if it is one that pages may show. */
    Optional<String> take(Path file) {
        try {
            if (root.isEmpty() || !Files.isRegularFile(file) || !KINDS.contains(kind(file))) {
                return Optional.empty();
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root.get()) || Files.size(real) > MOST_BYTES) {
                return Optional.empty();
            }
            return Optional.of(names.computeIfAbsent(real, this::named));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All that were taken, by name. */
    Map<String, Path> all() {
        return Map.copyOf(files);
    }

    private String named(Path file) {
        String name = SafeName.ofFile(file.getFileName().toString());
        int dot = name.lastIndexOf('.');
        String unique = name;
        for (int i = 2; files.containsKey(unique); i++) {
            unique = name.substring(0, dot) + "-" + i + name.substring(dot);
        }
        files.put(unique, file);
        return unique;
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
