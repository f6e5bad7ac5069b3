package org.groundswell.donations.moderation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the admin decided, one decision a line: a donation and {@code show}, {@code name} or {@code hide}. The words
 * themselves stay in the ledger, so that there is one place to remove them from. Thread-safe.
 */
final class DecisionFile {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFile.class);

    private final Path path;
    private final LineFile file;
    private final LinkedHashMap<UUID, Decision> decisions = new LinkedHashMap<>();

    DecisionFile(Path path) throws IOException {
        this.path = path;
        file = new LineFile(path, true, this::lines);
        file.read(this::read).ifPresent(LOG::warn);
    }

    /** Returns when the decision is on the disk. */
    synchronized void decide(List<UUID> donations, Decision decision) {
        try {
            file.append(donations.stream().map(each -> line(each, decision)).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        donations.forEach(each -> put(each, decision));
    }

    synchronized Optional<Decision> decision(UUID donation) {
        return Optional.ofNullable(decisions.get(donation));
    }

    /** Donations whose words are shown, the latest decision first. */
    synchronized List<UUID> shown(int limit) {
        return decisions.sequencedEntrySet().reversed().stream().filter(each -> each.getValue() == Decision.SHOW)
                .map(Map.Entry::getKey).limit(limit).toList();
    }

    /** All, the latest last, as words by donations. */
    synchronized Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        decisions.forEach((donation, decision) -> all.put(donation.toString(), word(decision)));
        return all;
    }

    /** After others have it: it is not read at the next start any more. */
    synchronized void setAside() throws IOException {
        if (Files.exists(path)) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".shared"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<String> lines() {
        return decisions.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList();
    }

    private static String line(UUID donation, Decision decision) {
        return donation + " " + word(decision);
    }

    private static String word(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }

    private void read(String line) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 2) {
            throw new IllegalArgumentException("no decision");
        }
        put(UUID.fromString(parts[0]), Decision.valueOf(parts[1].toUpperCase(Locale.ROOT)));
    }

    private void put(UUID donation, Decision decision) {
        decisions.remove(donation);
        decisions.put(donation, decision);
    }
}
