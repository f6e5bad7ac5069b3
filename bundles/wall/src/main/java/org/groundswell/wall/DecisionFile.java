package org.groundswell.wall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the admin decided, one decision a line: {@code <donation> show} or {@code <donation> hide}. The words
 * themselves stay in the ledger, so that there is one place to remove them from. Thread-safe.
 */
final class DecisionFile {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFile.class);

    private final LineFile file;
    private final Map<UUID, Boolean> decisions = new LinkedHashMap<>();

    DecisionFile(Path path) throws IOException {
        file = new LineFile(path, true, this::lines);
        file.read(this::read).ifPresent(LOG::warn);
    }

    /** Returns when the decision is on the disk. */
    synchronized void decide(UUID donation, boolean show) {
        try {
            file.append(line(donation, show));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        put(donation, show);
    }

    synchronized boolean isDecided(UUID donation) {
        return decisions.containsKey(donation);
    }

    /** Donations whose words are shown, the latest decision first. */
    synchronized List<UUID> shown() {
        return List.copyOf(decisions.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList()
                .reversed());
    }

    private List<String> lines() {
        return decisions.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList();
    }

    private static String line(UUID donation, boolean show) {
        return donation + (show ? " show" : " hide");
    }

    private void read(String line) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 2 || !parts[1].equals("show") && !parts[1].equals("hide")) {
            throw new IllegalArgumentException("no decision");
        }
        put(UUID.fromString(parts[0]), parts[1].equals("show"));
    }

    private void put(UUID donation, boolean show) {
        decisions.remove(donation);
        decisions.put(donation, show);
    }
}
