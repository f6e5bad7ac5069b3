package org.groundswell.console.audit;

import com.google.gson.Gson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.SealedRecords;

/** Proves the copies of all nodes' logs, each chain by itself, and compares this node's with its own log. */
final class CopyProof {
    private final AuditFile own;
    private final String ownChain;
    private final Gson gson = InstantText.gson();
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final long last;

    /**
     * A chain.
     *
     * @param chain  its name
     * @param node   that has written it, as it was called last
     * @param isHere whether it is the copy of this node's log
     * @param proof  of the copy
     */
    record Proved(String chain, String node, boolean isHere, Proof proof) {
    }

    /** What was read of a chain: an entry that was missing once has come after others. */
    private static final class Chain {
        private final NavigableMap<Long, Entry> entries = new TreeMap<>();
        private final List<Detail> details = new ArrayList<>();
        private final List<Long> unreadable = new ArrayList<>();
        private String node = "?";

        Proof proof() {
            var proof = new Proof.Builder();
            entries.values().forEach(proof::add);
            unreadable.forEach(proof::unreadable);
            details.forEach(proof::add);
            return proof.end(0);
        }
    }

    /** @param copied so many entries are in the database, at least */
    CopyProof(AuditFile own, String ownChain, long copied) {
        this.own = own;
        this.ownChain = ownChain;
        this.last = copied;
    }

    List<Proved> prove(SealedRecords from) throws IOException {
        List<SharedRecord> page = from.after(0);
        while (!page.isEmpty()) {
            for (SharedRecord each : page) {
                take(from, each);
            }
            page = page.size() < SealedRecords.PAGE ? List.of() : from.after(page.getLast().version());
        }
        Optional<String> difference = difference();
        var proved = new ArrayList<Proved>();
        chains.forEach((chain, each) -> {
            Proof proof = each.proof();
            boolean isHere = chain.equals(ownChain);
            proved.add(new Proved(chain, each.node, isHere, isHere && difference.isPresent()
                    ? new Proof(proof.entries(), proof.erased(), proof.hash(), difference) : proof));
        });
        return proved;
    }

    private void take(SealedRecords from, SharedRecord record) {
        CopyKey key;
        try {
            key = CopyKey.of(record);
        } catch (IllegalArgumentException e) {
            // Of a newer release; what it is not, an entry, cannot be missing.
            return;
        }
        Chain chain = chains.computeIfAbsent(key.chain(), _ -> new Chain());
        try {
            String text = from.open(record);
            if (key.isWords()) {
                AuditCopies.detail(text, gson).ifPresent(chain.details::add);
            } else {
                AuditCopies.Named named = AuditCopies.entry(text, gson);
                chain.node = named.node();
                chain.entries.put(key.number(), named.entry());
            }
        } catch (IOException | IllegalArgumentException e) {
            chain.unreadable.add(key.number());
        }
    }

    /** The first entry whose copy is not what this node's log has. */
    private Optional<String> difference() throws IOException {
        Chain copy = chains.getOrDefault(ownChain, new Chain());
        Map<Long, Entry> left = new TreeMap<>(copy.entries);
        var different = new ArrayList<String>();
        own.each(each -> {
            Entry copied = left.remove(each.number());
            if (copied == null && each.number() <= last) {
                different.add("Entry " + each.number() + " is in this node's log and not in its copy.");
            } else if (copied != null && !copied.equals(each)) {
                different.add("Entry " + each.number() + " is another one in this node's log than in its copy.");
            }
        });
        left.keySet().stream().findFirst().ifPresent(each -> different.add("Entry " + each
                + " is in the copy and not in this node's log any more."));
        return different.isEmpty() ? Optional.empty() : Optional.of(different.getFirst());
    }
}
