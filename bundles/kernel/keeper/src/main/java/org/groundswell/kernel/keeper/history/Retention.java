package org.groundswell.kernel.keeper.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.groundswell.kernel.api.keeper.SwapOutcome;
import org.groundswell.kernel.api.keeper.SwapRecord;

/** Which records of a long history are worth keeping: the newest, and whatever a bundle may have to go back to. */
final class Retention {
    private final int newest;
    private final int good;

    /**
     * @param newest so many of the newest are kept, whatever they say
     * @param good   so many good ones of each bundle are kept beside
     */
    Retention(int newest, int good) {
        this.newest = newest;
        this.good = good;
    }

    int newest() {
        return newest;
    }

    /** In their order. */
    List<SwapRecord> worthKeeping(List<SwapRecord> records) {
        var kept = new ArrayList<SwapRecord>();
        Map<String, Integer> goodOnes = new HashMap<>();
        int seen = 0;
        for (SwapRecord record : records.reversed()) {
            boolean matters = record.outcome() == SwapOutcome.GOOD || record.outcome() == SwapOutcome.REMOVED;
            if (seen++ < newest || matters && goodOnes.getOrDefault(record.bundle(), 0) < good) {
                kept.add(record);
                if (matters) {
                    goodOnes.merge(record.bundle(), 1, Integer::sum);
                }
            }
        }
        return kept.reversed();
    }
}
