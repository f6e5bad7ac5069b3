package org.groundswell.pages.migration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** Languages of exports that Polylang did not mark. */
public class WordPressLanguagesTest extends ImportedSite {
    /** The other way in which many of these sites have languages. */
    @Test
    public void pagesOfWpmlAreOfTheLanguageThatTheyTell() throws IOException {
        Path export = folder.getRoot().toPath().resolve("wpml.xml");
        Files.writeString(export, "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
                + "<channel><link>https://old.example.org</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>"
                + item(1, "about", "/about/", "<wp:postmeta><wp:meta_key>_wpml_word_count</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>")
                + item(2, "over", "/nl/over/", "") + item(3, "waarom", "/?page_id=3&amp;lang=nl", "")
                + item(4, "hoe", "/hoe/", "<wp:postmeta><wp:meta_key>_wpml_import_language_code</wp:meta_key><wp:meta_value>nl</wp:meta_value></wp:postmeta>")
                + item(5, "tv", "/tv/", "") + item(6, "tonight", "/tv/tonight/", "<wp:post_parent>5</wp:post_parent>") + "</channel></rss>");
        assertEquals(said(), 0, run("wordpress", export.toString()));
        assertEquals(said(), List.of("content/en/about.md", "content/en/tv.md", "content/en/tv/tonight.md", "content/nl/hoe.md",
                "content/nl/over.md", "content/nl/waarom.md", "site.yaml"), files());
        assertTrue(said(), said().contains("the languages of this site are WPML's, of which an export does not tell all: 3 pages do not"
                + " say theirs and were taken for en"));
        Files.writeString(export, Files.readString(export).replace("_wpml_word_count", "other").replace("_wpml_import_language_code", "x"));
        assertEquals(said(), 0, run("wordpress", export.toString(), "--replace"));
        assertFalse(said(), said().contains("WPML"));
        assertEquals("an address alone tells nothing", "---\ntitle: over\n---\nText\n", page("en/over.md"));
    }

    private static String item(int id, String name, String address, String further) {
        return "<item><title>" + name + "</title><link>https://old.example.org" + address + "</link><content:encoded>Text</content:encoded>"
                + "<wp:post_id>" + id + "</wp:post_id><wp:post_name>" + name + "</wp:post_name><wp:status>publish</wp:status>"
                + "<wp:post_type>page</wp:post_type><wp:post_date>2024-01-02 10:00:00</wp:post_date>" + further + "</item>";
    }
}
