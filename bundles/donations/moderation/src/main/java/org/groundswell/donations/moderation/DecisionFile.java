package org.groundswell.donations.moderation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.shared.files.LineFile;
import org.groundswell.shared.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the admin decided, one decision a line: a donation and {@code show}, {@code name} or {@code hide}. The words
 * themselves stay in the ledger, so that there is one place to remove them from. Where nodes decide together, the file is kept
 * as well, for a node that goes back to be alone or to an earlier release; {@code <file>.shared} beside it says how many of
 * its lines all nodes know. Thread-safe.
 */
final class DecisionFile {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFile.class);

    private final Path path;
    private final LineFile file;
    private final Path mark;
    private final LinkedHashMap<UUID, Decision> decisions = new LinkedHashMap<>();
    /** What this node has decided by itself, and nobody else knows. */
    private final Set<UUID> unshared = new HashSet<>();
    private long read;

    DecisionFile(Path path) throws IOException {
        this.path = path;
        mark = path.resolveSibling(path.getFileName() + ".shared");
        long shared = marked();
        file = new LineFile(path, true, this::lines);
        file.read(line -> read(line, ++read > shared)).ifPresent(LOG::warn);
    }

    /** Returns when the decision is on the disk. */
    synchronized void decide(List<UUID> donations, Decision decision) {
        try {
            file.append(donations.stream().map(each -> line(each, decision)).toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        donations.forEach(each -> put(each, decision));
        unshared.addAll(donations);
    }

    /** What all nodes have decided, the latest last. Where it cannot be written, the next time is soon enough. */
    synchronized void keep(LinkedHashMap<UUID, Decision> all) {
        all.entrySet().removeIf(each -> each.getValue() == decisions.get(each.getKey()));
        if (all.isEmpty() && unshared.isEmpty()) {
            return;
        }
        try {
            if (!all.isEmpty()) {
                file.append(all.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toArray(String[]::new));
                all.forEach(this::put);
            }
            PrivateFiles.replace(mark, Long.toString(written()));
            unshared.clear();
        } catch (IOException e) {
            LOG.warn("What all nodes have decided cannot be kept in this node's own file: {}", e.toString());
        }
    }

    /** As many lines as will be read of it. */
    private long written() throws IOException {
        return Arrays.stream(Files.readString(path, StandardCharsets.ISO_8859_1).split("\n"))
                .filter(each -> !each.isBlank()).count();
    }

    private long marked() {
        try {
            return Files.exists(mark) ? Long.parseLong(Files.readString(mark).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            LOG.warn("How much of {} all nodes know is not known, so they are told all: {}", path, e.toString());
            return 0;
        }
    }

    synchronized Optional<Decision> decision(UUID donation) {
        return Optional.ofNullable(decisions.get(donation));
    }

    /** Donations whose words are shown, the latest decision first. */
    synchronized List<UUID> shown(int limit) {
        return decisions.sequencedEntrySet().reversed().stream().filter(each -> each.getValue() == Decision.SHOW)
                .map(Map.Entry::getKey).limit(limit).toList();
    }

    /** What the others do not know, the latest last, as words by donations. */
    synchronized Map<String, String> unshared() {
        var all = new LinkedHashMap<String, String>();
        decisions.forEach((donation, decision) -> {
            if (unshared.contains(donation)) {
                all.put(donation.toString(), word(decision));
            }
        });
        return all;
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

    private void read(String line, boolean own) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 2) {
            throw new IllegalArgumentException("no decision");
        }
        UUID donation = UUID.fromString(parts[0]);
        put(donation, Decision.valueOf(parts[1].toUpperCase(Locale.ROOT)));
        if (own) {
            unshared.add(donation);
        }
    }

    private void put(UUID donation, Decision decision) {
        decisions.remove(donation);
        decisions.put(donation, decision);
    }
}
