package org.groundswell.pages.migration;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of the old site, in the words of the new one.
 *
 * @param source   where it stood, for people
 * @param address  its old path on its host, such as {@code /about/}
 * @param language a tag such as {@code en}, as the old site says it
 * @param name     its name below its language, such as {@code about/team}; of news without its day
 * @param day      the day it is of, if it is news
 * @param draft    whether nobody was to see it yet
 * @param aliases  further old paths on its host
 * @param head     its front matter; has at least {@code title}
 * @param text     CommonMark
 */
record OldPage(String source, String address, String language, String name, Optional<LocalDate> day, boolean draft,
        List<String> aliases, Map<String, String> head, String text) {

    /** Its name among the pages of its language in the new site. */
    String page() {
        return day.map(date -> "news/" + date + "-" + name).orElse(name);
    }

    /** Its path on the new site. */
    String newAddress() {
        return "/" + language + "/" + (day.isPresent() ? "news/" + name : name.equals("home") ? "" : name);
    }
}
