package org.groundswell.console.audit;

import com.google.gson.Gson;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Words of entries in the database that are to go and that other nodes have written, or this one before it began a new log:
 * whoever has written them may be gone. To erase them twice does no harm, so several nodes may do it at once.
 */
final class CopiedWords {
    private static final Logger LOG = LoggerFactory.getLogger(CopiedWords.class);

    private final String ownChain;
    private final BiPredicate<CopyKey, Instant> unwanted;
    private final Gson gson = InstantText.gson();
    private final Set<String> found = new HashSet<>();
    private final Set<String> worded = new HashSet<>();

    /**
     * @param ownChain whose words go with those in this node's files
     * @param unwanted the entries whose words are to go
     */
    CopiedWords(String ownChain, BiPredicate<CopyKey, Instant> unwanted) {
        this.ownChain = ownChain;
        this.unwanted = unwanted;
    }

    /** @return how many there are */
    int find(SealedRecords from) throws IOException {
        List<SharedRecord> page = from.after(0);
        while (!page.isEmpty()) {
            page.forEach(each -> take(from, each));
            page = page.size() < SealedRecords.PAGE ? List.of() : from.after(page.getLast().version());
        }
        worded.retainAll(found);
        return worded.size();
    }

    /** @return how many there were */
    int erase(SealedRecords at) throws IOException {
        int count = find(at);
        at.put(worded.stream().collect(Collectors.toMap(each -> each, _ -> "")));
        return count;
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
            } else if (unwanted.test(key, AuditCopies.entry(text, gson).entry().at())) {
                found.add(key.words().toString());
            }
        } catch (IOException | IllegalArgumentException e) {
            // The proof names what cannot be read.
            LOG.debug("A copy of an entry of the audit log is left out", e);
        }
    }
}
