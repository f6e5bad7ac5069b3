package org.groundswell.console.gifts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.gifts.Remark;

/** What happened to a gift, entry by entry, with what people said about it. */
final class Story {

    private Story() {
    }

    /** The lines, oldest first: a key of our texts, a state where it changed, money where it moved, who and what they said. */
    static List<Map<String, Object>> of(List<Entry> entries, List<Remark> remarks) {
        var lines = new ArrayList<Map<String, Object>>();
        DonationState state = null;
        for (Entry entry : entries) {
            if (entry.cause() == Cause.ENTERED && entry.state() == DonationState.PLEDGED) {
                // The next one says the same, with its money.
                continue;
            }
            Map<String, Object> line = line(entry.at(), "story." + entry.cause().word());
            if (entry.state() != state && !entry.cause().isAboutDonor()) {
                line.put("state", entry.state().name());
            }
            state = entry.state();
            if (!entry.raised().isZero()) {
                line.put("money", entry.raised());
                line.put("isLess", entry.raised().isNegative());
            }
            remarks.stream().filter(each -> each.entry() == entry.sequence()).findFirst()
                    .ifPresent(each -> said(line, each));
            lines.add(line);
        }
        for (Remark remark : remarks) {
            if (remark.entry() == 0) {
                lines.add(said(line(remark.at(), "story.remark." + remark.kind().name().toLowerCase(Locale.ROOT)), remark));
            }
        }
        lines.sort(Comparator.comparing(each -> (Instant) each.get("at")));
        return lines;
    }

    private static Map<String, Object> line(Instant at, String key) {
        var line = new HashMap<String, Object>();
        line.put("at", at);
        line.put("key", key);
        return line;
    }

    private static Map<String, Object> said(Map<String, Object> line, Remark remark) {
        line.put("author", remark.author());
        line.put("words", remark.words());
        line.put("isBefore", remark.kind() == Remark.Kind.CORRECTED && !remark.words().isEmpty());
        return line;
    }
}
