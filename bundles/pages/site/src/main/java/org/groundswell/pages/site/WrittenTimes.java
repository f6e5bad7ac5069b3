package org.groundswell.pages.site;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * When a campaign opens and closes, as it is written in {@code site.yaml} on the clocks of the site.
 *
 * @param opens  null where it is there from the beginning
 * @param closes null where it goes on
 */
record WrittenTimes(Instant opens, Instant closes) {
    private static final String OPENS = "opens";
    private static final String CLOSES = "closes";
    /** Others are slips of the hand, and some are no moments that a machine can count. */
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2999;
    private static final int DAY = "2026-12-01".length();

    /** @param isFirst whether the campaign is the one on the home page */
    static WrittenTimes read(YamlFile yaml, Map<String, Node> entries, ZoneId zone, boolean isFirst) {
        var times = new WrittenTimes(moment(yaml, entries, OPENS, zone), moment(yaml, entries, CLOSES, zone));
        if (isFirst && times.opens != null) {
            yaml.report(entries.get(OPENS), "opens: the first campaign is on the home page, which is always there: put another"
                    + " one first, or take this line away");
        }
        if (times.opens != null && times.closes != null && !times.closes.isAfter(times.opens)) {
            yaml.report(entries.get(CLOSES), "closes: expected a time after the one at which it opens");
        }
        return times;
    }

    private static Instant moment(YamlFile yaml, Map<String, Node> entries, String key, ZoneId zone) {
        Node node = entries.get(key);
        String text = node == null ? "" : yaml.text(node, key).orElse("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            LocalDateTime local = text.length() == DAY ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
            if (local.getYear() < FIRST_YEAR || local.getYear() > LAST_YEAR) {
                yaml.report(node, key + ": expected a year from " + FIRST_YEAR + " to " + LAST_YEAR + ", found '" + text + "'");
                return null;
            }
            if (!zone.getRules().getValidOffsets(local).isEmpty()) {
                return local.atZone(zone).toInstant();
            }
            yaml.report(node, key + ": there is no " + text + " in " + zone + ", where the clocks are put forward then");
        } catch (DateTimeException e) {
            yaml.report(node, key + ": expected a day and a time such as 2026-12-01 20:00, found '" + text + "'");
        }
        return null;
    }
}
