package org.groundswell.pages.migration;

import java.util.List;
import java.util.Map;

/**
 * One item of a WordPress export: a page, a post, an uploaded file and others.
 *
 * @param values     the text of its elements, by name with prefix, such as {@code wp:post_name}; "" where there is none
 * @param meta       its {@code wp:postmeta}
 * @param categories names by domain, such as {@code language}
 * @param comments   how many readers' comments it has
 */
record WordPressItem(Map<String, String> values, Map<String, String> meta, Map<String, List<String>> categories,
        int comments) {

    String value(String name) {
        return values.getOrDefault(name, "").strip();
    }

    String id() {
        return value("wp:post_id");
    }

    String type() {
        return value("wp:post_type");
    }

    String title() {
        String title = MarkdownWriter.plain(value("title"));
        return title.isEmpty() ? value("wp:post_name").replace('-', ' ') : title;
    }
}
