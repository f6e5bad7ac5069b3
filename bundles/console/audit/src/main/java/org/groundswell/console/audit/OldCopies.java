package org.groundswell.console.audit;

import com.google.gson.Gson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words of old entries in the database that other nodes have written, or this one before it began a new log: whoever has written
 * them may be gone. To erase them twice does no harm, so several nodes may do it at once.
 */
final class OldCopies {
    private static final Logger LOG = LoggerFactory.getLogger(OldCopies.class);

    private final String ownChain;
    private final Predicate<Instant> isOld;
    private final Gson gson = InstantText.gson();
    private final Set<String> old = new HashSet<>();
    private final Set<String> worded = new HashSet<>();

    /** @param ownChain whose words go with those in this node's files */
    OldCopies(String ownChain, Predicate<Instant> isOld) {
        this.ownChain = ownChain;
        this.isOld = isOld;
    }

    /** @return how many there are */
    int find(SealedRecords from) throws IOException {
        List<SharedRecord> page = from.after(0);
        while (!page.isEmpty()) {
            page.forEach(each -> take(from, each));
            page = page.size() < SealedRecords.PAGE ? List.of() : from.after(page.getLast().version());
        }
        worded.retainAll(old);
        return worded.size();
    }

    /** @return how many there were */
    int erase(SealedRecords at) throws IOException {
        int found = find(at);
        at.put(worded.stream().collect(Collectors.toMap(each -> each, _ -> "")));
        return found;
    }

    private void take(SealedRecords from, SharedRecord record) {
        try {
            CopyKey key = CopyKey.of(record);
            if (key.chain().equals(ownChain)) {
                return;
            }
            String text = from.open(record);
            if (key.isWords()) {
                AuditCopies.detail(text, gson).filter(each -> !each.text().isEmpty())
                        .ifPresent(_ -> worded.add(key.toString()));
            } else if (isOld.test(AuditCopies.entry(text, gson).entry().at())) {
                old.add(key.words().toString());
            }
        } catch (IOException | IllegalArgumentException e) {
            // The proof names what cannot be read.
            LOG.debug("A copy of an entry of the audit log is left out", e);
        }
    }
}
