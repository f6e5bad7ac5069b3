package org.groundswell.console.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which alarms are on. One begins when it was seen for ten seconds without a pause, because bundles that are exchanged are
 * away for a moment, and ends when nothing was seen of it for two minutes, so that it does not flicker.
 */
final class AlarmBoard {
    private static final Duration SURE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMinutes(2);

    /** Since when what is not on yet is seen. */
    private final Map<String, Instant> suspected = new HashMap<>();
    private final Map<String, On> on = new LinkedHashMap<>();

    /**
     * An alarm that is on.
     *
     * @param sign as it was seen last
     */
    record On(Sign sign, Instant since, Instant seen) {
    }

    /** What has changed. */
    record News(List<On> begun, List<On> ended) {
    }

    /** Where nothing was on before. */
    AlarmBoard() {
        this(List.of());
    }

    /** @param before what was on before a restart, and goes on until nothing was seen of it for a while */
    AlarmBoard(List<On> before) {
        before.forEach(each -> on.put(each.sign().id(), each));
    }

    synchronized News look(List<Sign> signs, Instant now) {
        Map<String, Sign> seen = signs.stream().collect(Collectors.toMap(Sign::id, Function.identity(),
                (one, other) -> one, LinkedHashMap::new));
        var begun = new ArrayList<On>();
        seen.forEach((id, sign) -> {
            On before = on.get(id);
            Instant since = before == null ? suspected.computeIfAbsent(id, any -> now) : before.since();
            if (before != null || Duration.between(since, now).abs().compareTo(SURE) >= 0) {
                on.put(id, new On(sign, since, now));
                suspected.remove(id);
            }
            if (before == null && on.containsKey(id)) {
                begun.add(on.get(id));
            }
        });
        suspected.keySet().retainAll(seen.keySet());
        // A clock that was put back must not keep one on for ever.
        List<On> ended = on.values().stream()
                .filter(each -> Duration.between(each.seen(), now).abs().compareTo(QUIET) >= 0).toList();
        ended.forEach(each -> on.remove(each.sign().id()));
        return new News(List.copyOf(begun), ended);
    }

    synchronized List<On> now() {
        return List.copyOf(on.values());
    }
}
