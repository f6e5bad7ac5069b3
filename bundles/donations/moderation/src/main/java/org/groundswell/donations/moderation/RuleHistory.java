package org.groundswell.donations.moderation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.groundswell.shared.files.LineFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rules were in force when, one change a line: a moment, the rule for names, the rule for words. What a donor was
 * told at the form stays true for that gift, whatever is set later. Thread-safe.
 */
final class RuleHistory {
    private static final Logger LOG = LoggerFactory.getLogger(RuleHistory.class);
    /** Before there was anything to tell, nobody may be shown whom nobody has read. */
    private static final Rules BEFORE = new Rules(Rule.READ, Rule.READ);

    private final LineFile file;
    private final TreeMap<Instant, Rules> since = new TreeMap<>();

    record Rules(Rule names, Rule words) {
    }

    RuleHistory(Path path) throws IOException {
        file = new LineFile(path, true, this::lines);
        file.read(this::read).ifPresent(LOG::warn);
    }

    /** From now on these. Where that cannot be written it counts until the next start. */
    synchronized void begin(Rules rules, Instant now) {
        if (!since.isEmpty() && since.lastEntry().getValue().equals(rules)) {
            return;
        }
        since.put(now, rules);
        try {
            file.append(line(now, rules));
        } catch (IOException e) {
            LOG.warn("Since when names and words are shown is not kept: {}", e.getMessage());
        }
    }

    /** Those that a donor was told of at this moment. */
    synchronized Rules at(Instant moment) {
        Map.Entry<Instant, Rules> then = since.floorEntry(moment);
        return then == null ? BEFORE : then.getValue();
    }

    private List<String> lines() {
        return since.entrySet().stream().map(each -> line(each.getKey(), each.getValue())).toList();
    }

    private static String line(Instant moment, Rules rules) {
        return moment + " " + rules.names().word() + " " + rules.words().word();
    }

    private void read(String line) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 3) {
            throw new IllegalArgumentException("no rules");
        }
        List<Rule> all = List.of(Rule.values());
        since.put(Instant.parse(parts[0]), new Rules(Rule.of("names", parts[1], all), Rule.of("words", parts[2], all)));
    }
}
