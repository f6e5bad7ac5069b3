package org.groundswell.console.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.console.site.pictures.PictureProcess.Width;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.files.PrivateFiles;

/**
 * Pictures that were sent, and those that were taken off the site, under the names that they have there: a text that names
 * one finds it here, today or when an earlier version comes back. A name is never given twice. For one thread at a time.
 */
final class PictureStore {
    private static final String FOLDER = "assets/pictures/";
    private static final Pattern NARROW = Pattern.compile("(?<stem>.+)\\.[1-9][0-9]{1,3}w(?<ending>\\.[A-Za-z]+)");
    private static final int LONGEST_NAME = 60;
    /** Letters that Unicode does not take apart. */
    private static final Map<String, String> WITHOUT_ACCENT = Map.of("\u00df", "ss", "\u00f8", "o", "\u00e6", "ae", "\u0153", "oe",
            "\u0111", "d", "\u0142", "l", "\u0131", "i");

    private final Path folder;
    private final long mostBytes;

    PictureStore(Path folder, long mostBytes) throws IOException {
        this.folder = PrivateFiles.folder(folder);
        this.mostBytes = mostBytes;
    }

    /** The names of all pictures, each once. */
    List<String> names() throws IOException {
        return files().keySet().stream().filter(each -> !isNarrow(each)).toList();
    }

    private static boolean isNarrow(String file) {
        return NARROW.matcher(file).matches();
    }

    private Map<String, Path> files() throws IOException {
        var found = new TreeMap<String, Path>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(each -> found.put(folder.relativize(each).toString().replace('\\', '/'),
                    each));
        }
        found.keySet().removeIf(each -> !TextChange.isPicture(each));
        return found;
    }

    /** The files of a picture, in all its widths; none where it is not here. */
    Map<String, byte[]> widths(String name) throws IOException {
        var widths = new LinkedHashMap<String, byte[]>();
        for (Map.Entry<String, Path> each : files().entrySet()) {
            Matcher narrow = NARROW.matcher(each.getKey());
            if (each.getKey().equals(name) || narrow.matches() && (narrow.group("stem") + narrow.group("ending")).equals(name)) {
                widths.put(each.getKey(), Files.readAllBytes(each.getValue()));
            }
        }
        return widths;
    }

    /** One file, if it is here. */
    Optional<byte[]> file(String file) throws IOException {
        Path path = files().get(file);
        return path == null ? Optional.empty() : Optional.of(Files.readAllBytes(path));
    }

    /**
     * Keeps a picture under a name of its own.
     *
     * @param sent    what its sender calls it
     * @param widths  the widest first
     * @param isTaken whether a name is another picture's
     * @return its name
     * @throws IOException if it cannot be written, or there are too many
     */
    String add(String sent, List<Width> widths, Predicate<String> isTaken) throws IOException {
        String stem = stem(sent);
        Map<String, Path> there = files();
        String ending = "." + widths.getFirst().ending();
        String free = FOLDER + stem;
        for (int i = 2; there.containsKey(free + ending) || isTaken.test(free + ending); i++) {
            free = FOLDER + stem + "-" + i;
        }
        var files = new LinkedHashMap<String, byte[]>();
        for (Width each : widths) {
            files.put(files.isEmpty() ? free + ending : free + "." + each.width() + "w" + ending, each.bytes());
        }
        keep(files);
        return free + ending;
    }

    void keep(Map<String, byte[]> files) throws IOException {
        long all = 0;
        for (Path each : files().values()) {
            all += Files.size(each);
        }
        if (all + files.values().stream().mapToLong(each -> each.length).sum() > mostBytes) {
            throw new IOException("Pictures have " + mostBytes / 1_000_000 + " MB, and they are full: delete some that wait");
        }
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Path path = folder.resolve(each.getKey());
            PrivateFiles.folder(path.getParent());
            PrivateFiles.replace(path, each.getValue());
        }
    }

    void remove(String name) throws IOException {
        for (String each : new ArrayList<>(widths(name).keySet())) {
            Files.deleteIfExists(folder.resolve(each));
        }
    }

    /**
     * What an address can say of the name of a file on somebody's disk; nothing of it may lead elsewhere. Latin letters lose
     * their accents, those of other scripts stay: browsers show them.
     */
    private static String stem(String sent) {
        String last = sent.replaceFirst("(?s)^.*[/\\\\]", "").replaceFirst("\\.[^.]*$", "");
        String plain = Normalizer.normalize(last, Normalizer.Form.NFKD).replaceAll("[\\u0300-\\u036f]", "").toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> each : WITHOUT_ACCENT.entrySet()) {
            plain = plain.replace(each.getKey(), each.getValue());
        }
        String safe = Normalizer.normalize(plain, Normalizer.Form.NFC).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-").replaceAll("^-", "");
        String stem = safe.substring(0, safe.offsetByCodePoints(0, safe.codePointCount(0, Math.min(LONGEST_NAME, safe.length()))))
                .replaceAll("-$", "");
        return stem.isEmpty() ? "picture" : stem;
    }
}
