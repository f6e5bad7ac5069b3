package org.groundswell.pages.site;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be mended in the site folder. What is new is said in the log, once. Written by one thread, read by any. */
final class KnownProblems {
    private static final Logger LOG = LoggerFactory.getLogger(SitePages.class);
    private static final int MOST_LINES = 20;

    private volatile List<String> now = List.of();

    List<String> now() {
        return now;
    }

    /** @param held whether visitors see the pages from before until these are mended */
    void report(List<String> found, boolean held) {
        // A mistake that a page has met is said with the page.
        List<String> all = found.stream().distinct().filter(each -> found.stream().noneMatch(other ->
                other.length() > each.length() && other.startsWith(each))).toList();
        if (all.equals(now)) {
            return;
        }
        all.stream().filter(each -> !now.contains(each)).limit(MOST_LINES).forEach(message -> LOG.error("{}", message));
        now = all;
        if (all.isEmpty()) {
            LOG.info("The site folder has no problems");
        } else if (held) {
            LOG.error("The pages stay as they were until this is mended");
        }
    }
}
