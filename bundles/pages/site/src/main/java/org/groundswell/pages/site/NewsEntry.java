package org.groundswell.pages.site;

import java.time.LocalDate;
import java.util.Map;

/**
 * One entry of the news. Immutable; public because templates read it.
 *
 * @param page    the name of its page
 * @param path    the address of its page
 * @param date    the day it is of
 * @param summary "" where it has none
 * @param picture its address, size, widths and what it shows; null where it has none
 */
public record NewsEntry(String page, String path, LocalDate date, String title, String summary,
        Map<String, Object> picture) {
}
