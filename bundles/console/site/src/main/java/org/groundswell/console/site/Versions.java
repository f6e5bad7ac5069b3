package org.groundswell.console.site;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.files.LineFile;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every earlier version of the site's texts, within limits: a list of what was when, and each content once, under its
 * digest. Of what is beyond the limits the oldest goes first; the present version of a file always stays. Not thread-safe.
 */
final class Versions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Gson GSON = new Gson();
    private static final int MOST_OF_FILE = 100;

    private final Path texts;
    private final LineFile list;
    private final long mostBytes;
    private final Map<String, List<Version>> byFile = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    Versions(Path folder, long mostBytes) throws IOException {
        PrivateFiles.folder(folder);
        this.texts = PrivateFiles.folder(folder.resolve("texts"));
        this.mostBytes = mostBytes;
        Path file = folder.resolve("list");
        this.list = new LineFile(file, true, () -> all().map(GSON::toJson).toList());
        list.read(line -> {
            Version version = GSON.fromJson(line, Version.class);
            byFile.computeIfAbsent(version.file(), _ -> new ArrayList<>()).add(version);
        }).ifPresent(LOG::warn);
        byFile.values().forEach(versions -> {
            versions.removeIf(each -> !each.digest().isEmpty() && !isKept(each.digest()));
            versions.sort(Comparator.comparingLong(Version::at));
        });
        try (Stream<Path> kept = Files.list(texts)) {
            for (Path each : kept.toList()) {
                sizes.put(each.getFileName().toString(), Files.size(each));
            }
        }
        limit();
        PrivateFiles.replace(file, all().map(each -> GSON.toJson(each) + "\n").collect(Collectors.joining()));
    }

    private Stream<Version> all() {
        return byFile.values().stream().flatMap(List::stream).sorted(Comparator.comparingLong(Version::at));
    }

    /** Those of a file, the oldest first. */
    List<Version> of(String file) {
        return List.copyOf(byFile.getOrDefault(file, List.of()));
    }

    /** The one that is in force, as far as anybody has seen. */
    Optional<Version> present(String file) {
        return at(file, Long.MAX_VALUE);
    }

    /** The one that was in force at a moment. */
    Optional<Version> at(String file, long moment) {
        return byFile.getOrDefault(file, List.of()).stream().filter(each -> each.wasInForce() && each.at() <= moment)
                .reduce((_, later) -> later);
    }

    /** The files that were there and are not any more. */
    List<String> gone() {
        return byFile.keySet().stream().filter(each -> byFile.get(each).stream().anyMatch(one -> !one.digest().isEmpty()
                && one.wasInForce()) && present(each).filter(one -> one.digest().isEmpty()).isPresent()).sorted().toList();
    }

    /** The content of this digest, if it is kept. */
    Optional<byte[]> text(String digest) throws IOException {
        return isKept(digest) ? Optional.of(Files.readAllBytes(texts.resolve(digest))) : Optional.empty();
    }

    private boolean isKept(String digest) {
        return DIGEST.matcher(digest).matches() && Files.exists(texts.resolve(digest));
    }

    /** Keeps a content, before it is known what comes of it. */
    void keep(byte[] text) throws IOException {
        if (text != null && !isKept(TextChange.digest(text))) {
            PrivateFiles.replace(texts.resolve(TextChange.digest(text)), text);
            sizes.put(TextChange.digest(text), (long) text.length);
        }
    }

    /** Notes that a file that nobody knows was not there before now. */
    void begin(String file) throws IOException {
        if (!byFile.containsKey(file)) {
            add(new Version(file, TextChange.ABSENT, Version.BEFORE_ALL, "", Version.How.FOUND), null);
        }
    }

    /** Adds a version with its content, null where the file went away; what nobody names goes with each that is added. */
    void add(Version version, byte[] text) throws IOException {
        keep(text);
        list.append(GSON.toJson(version));
        byFile.computeIfAbsent(version.file(), _ -> new ArrayList<>()).add(version);
        limit();
    }

    /** Keeps the texts of a draft that is another editor's, because this one's take their place. */
    void keepReplaced(Optional<Draft> before, String by) throws IOException {
        if (before.isPresent() && !before.get().by().equals(by)) {
            for (Map.Entry<String, Draft.Text> each : before.get().texts().entrySet()) {
                byte[] text = TextShape.PLAIN.bytes(each.getValue().text());
                add(new Version(before.get().asItem().file(each.getKey()), TextChange.digest(text), before.get().at(),
                        before.get().by(), Version.How.DRAFT), text);
            }
        }
    }

    /** What is on disk now: what nobody knows of was changed there. */
    void look(Map<String, byte[]> now, long at) throws IOException {
        boolean first = byFile.isEmpty();
        for (Map.Entry<String, byte[]> each : now.entrySet()) {
            String digest = TextChange.digest(each.getValue());
            Optional<Version> known = present(each.getKey());
            if (known.isEmpty() || !known.get().digest().equals(digest)) {
                if (!first) {
                    begin(each.getKey());
                }
                add(new Version(each.getKey(), digest, at, "", first ? Version.How.FOUND : Version.How.DISK),
                        each.getValue());
            }
        }
        for (String file : List.copyOf(byFile.keySet())) {
            if (!now.containsKey(file) && present(file).filter(each -> !each.digest().isEmpty()).isPresent()) {
                add(new Version(file, TextChange.ABSENT, at, "", Version.How.DISK), null);
            }
        }
    }

    private void limit() throws IOException {
        byFile.values().forEach(versions -> {
            while (versions.size() > MOST_OF_FILE) {
                versions.removeFirst();
            }
        });
        deleteUnused();
        while (sizes.values().stream().mapToLong(Long::longValue).sum() > mostBytes) {
            Optional<Version> oldest = all().filter(each -> present(each.file()).filter(each::equals).isEmpty()).findFirst();
            if (oldest.isEmpty()) {
                return;
            }
            byFile.get(oldest.get().file()).remove(oldest.get());
            deleteUnused();
        }
    }

    private void deleteUnused() throws IOException {
        var used = all().map(Version::digest).collect(Collectors.toSet());
        for (String each : List.copyOf(sizes.keySet())) {
            if (!used.contains(each)) {
                Files.deleteIfExists(texts.resolve(each));
                sizes.remove(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        list.close();
    }
}
