package org.groundswell.console.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drafts in a folder, a file each; one for an item. Read by any thread, changed by one at a time. */
final class Drafts {
    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);
    private static final int MOST = 500;
    private static final String ENDING = ".json";

    private final Path folder;
    private final Map<String, Draft> byItem = new ConcurrentSkipListMap<>();

    Drafts(Path folder) throws IOException {
        this.folder = PrivateFiles.folder(folder);
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(each -> each.toString().endsWith(ENDING)).forEach(this::read);
        }
    }

    private void read(Path file) {
        try {
            Draft draft = Draft.read(Files.readString(file, StandardCharsets.UTF_8));
            byItem.put(draft.item(), draft);
        } catch (IOException | RuntimeException e) {
            LOG.error("{} is no draft and is left alone: {}", file, e.toString());
        }
    }

    Optional<Draft> of(Item item) {
        return Optional.ofNullable(byItem.get(item.id()));
    }

    List<Draft> all() {
        return List.copyOf(byItem.values());
    }

    /** @throws IOException if it cannot be written, or there are too many; then what was before stays */
    void save(Draft draft) throws IOException {
        if (byItem.size() >= MOST && !byItem.containsKey(draft.item())) {
            throw new IOException("There are " + MOST + " drafts: publish or discard some");
        }
        PrivateFiles.replace(file(draft.item()), draft.json());
        byItem.put(draft.item(), draft);
    }

    void discard(Item item) throws IOException {
        Files.deleteIfExists(file(item.id()));
        byItem.remove(item.id());
    }

    private Path file(String item) {
        return folder.resolve(TextChange.digest(item.getBytes(StandardCharsets.UTF_8)) + ENDING);
    }
}
