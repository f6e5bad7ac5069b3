package org.groundswell.donations.moderation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.moderation.Decision;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.kernel.api.records.SharedRecords;
import org.groundswell.shared.records.SharedJournal;

/**
 * What was decided at any node; at one that stands alone, its own file. Until it is known what others decided, nothing may
 * be shown. Thread-safe.
 */
final class SharedDecisions implements AutoCloseable {
    private static final String JOURNAL = "moderation";

    private final DecisionFile own;
    private final SharedJournal journal;

    /** @param changed is run after somebody has decided at another node */
    SharedDecisions(DecisionFile own, Runnable changed) {
        this.own = own;
        this.journal = new SharedJournal(JOURNAL, this::handOver, () -> {
            keep();
            changed.run();
        });
    }

    void use(SharedRecords records) {
        journal.use(records);
    }

    void leave(SharedRecords records) {
        journal.leave(records);
    }

    /** Whether it can be said what was decided. */
    boolean areKnown() {
        return !journal.isShared() || journal.isKnown();
    }

    /** Returns when the decision is durable. */
    void decide(List<UUID> donations, Decision decision) {
        if (!journal.isShared()) {
            own.decide(donations, decision);
            return;
        }
        var values = new LinkedHashMap<String, String>();
        donations.forEach(each -> values.put(each.toString(), word(decision)));
        try {
            journal.put(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    Optional<Decision> decision(UUID donation) {
        return journal.isShared() ? journal.get(donation.toString()).map(SharedDecisions::decision)
                : own.decision(donation);
    }

    /** Donations whose words are shown, the latest decision first. */
    List<UUID> shown(int limit) {
        return journal.isShared() ? journal.newest(each -> decision(each) == Decision.SHOW, limit).stream()
                .map(each -> UUID.fromString(each.key())).toList() : own.shown(limit);
    }

    @Override
    public void close() {
        journal.close();
    }

    /** Of two nodes that have decided in two ways, one that hides is right. */
    private void handOver(SharedJournal shared) throws IOException {
        Map<String, String> all = own.unshared();
        var hidden = new LinkedHashMap<>(all);
        hidden.entrySet().removeIf(each -> !each.getValue().equals(word(Decision.HIDE))
                || shared.get(each.getKey()).isPresent() && decision(shared.get(each.getKey()).get()) == Decision.HIDE);
        shared.add(all);
        shared.put(hidden);
    }

    /** For a node that goes back. Before what it has decided itself is handed over, its file stays as it is. */
    private synchronized void keep() {
        if (journal.isKnown()) {
            var all = new LinkedHashMap<UUID, Decision>();
            journal.newest(_ -> true, Integer.MAX_VALUE).reversed()
                    .forEach(each -> all.put(UUID.fromString(each.key()), decision(each)));
            own.keep(all);
        }
    }

    private static String word(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }

    /** What a newer release has written is not understood, so it does not let anything pass. */
    private static Decision decision(SharedRecord each) {
        try {
            return Decision.valueOf(each.value().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Decision.HIDE;
        }
    }
}
