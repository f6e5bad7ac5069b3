package org.groundswell.wall;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the admin decided, one decision a line: {@code <donation> show} or {@code <donation> hide}. The words
 * themselves stay in the ledger, so that there is one place to remove them from. Thread-safe.
 */
final class DecisionFile {
    private final Path file;
    private final Map<UUID, Boolean> decisions = new LinkedHashMap<>();

    DecisionFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(this::read);
        }
    }

    /** Returns when the decision is on the disk. */
    synchronized void decide(UUID donation, boolean show) {
        String line = "\n" + donation + (show ? " show" : " hide");
        try (var out = new FileOutputStream(file.toFile(), true)) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
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

    private void read(String line) {
        String[] parts = line.strip().split(" ");
        // A line that a killed node left unfinished was never acknowledged.
        if (parts.length == 2 && (parts[1].equals("show") || parts[1].equals("hide"))) {
            put(UUID.fromString(parts[0]), parts[1].equals("show"));
        }
    }

    private void put(UUID donation, boolean show) {
        decisions.remove(donation);
        decisions.put(donation, show);
    }
}
