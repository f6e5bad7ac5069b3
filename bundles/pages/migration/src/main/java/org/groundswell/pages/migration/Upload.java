package org.groundswell.pages.migration;

/**
 * A file that was uploaded to a WordPress site.
 *
 * @param alternative what it shows; "" where nobody has said it
 */
record Upload(String address, String alternative) {

    static Upload of(WordPressItem item) {
        return new Upload(item.value("wp:attachment_url"), item.meta().getOrDefault("_wp_attachment_image_alt", "").strip());
    }
}
