package org.groundswell.donations.moderation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    private final DecisionTable decisions = new DecisionTable();
    /** Whether this node has decided something by itself that nobody else knows. */
    private boolean unshared;
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
        donations.forEach(each -> decisions.put(each, decision, true));
        unshared |= !donations.isEmpty();
    }

    /** What all nodes have decided, the latest last. Where it cannot be written, the next time is soon enough. */
    synchronized void keep(LinkedHashMap<UUID, Decision> all) {
        all.entrySet().removeIf(each -> each.getValue() == decisions.get(each.getKey()));
        if (all.isEmpty() && !unshared) {
            return;
        }
        try {
            if (!all.isEmpty()) {
                file.append(all.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toArray(String[]::new));
                all.forEach((donation, decision) -> decisions.put(donation, decision, false));
            }
            PrivateFiles.replace(mark, Long.toString(written()));
            decisions.share();
            unshared = false;
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
        var shown = new ArrayList<UUID>();
        decisions.latestFirst((donation, decision, _) -> {
            if (decision == Decision.SHOW && shown.size() < limit) {
                shown.add(donation);
            }
            return shown.size() < limit;
        });
        return List.copyOf(shown);
    }

    /** What the others do not know, the latest last, as words by donations. */
    synchronized Map<String, String> unshared() {
        var all = new LinkedHashMap<String, String>();
        decisions.forEach((donation, decision, own) -> {
            if (own) {
                all.put(donation.toString(), word(decision));
            }
            return true;
        });
        return all;
    }

    private List<String> lines() {
        var lines = new ArrayList<String>(decisions.size());
        decisions.forEach((donation, decision, _) -> lines.add(line(donation, decision)));
        return lines;
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
        decisions.put(UUID.fromString(parts[0]), Decision.valueOf(parts[1].toUpperCase(Locale.ROOT)), own);
        unshared |= own;
    }
}
