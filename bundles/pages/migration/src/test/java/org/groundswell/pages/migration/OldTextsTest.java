package org.groundswell.pages.migration;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Texts as people and editors of several years have left them. */
public class OldTextsTest {
    private static final String HEAD = "<rss xmlns:wp='w' xmlns:content='c'><channel><link>https://old.example</link>"
            + "<pubDate>Tue, 07 May 2024 10:00:00 +0000</pubDate><wp:wxr_version>1.2</wp:wxr_version>";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private OldSite hugo(String front, String text) throws IOException, UnreadableSiteException {
        Path content = folder.getRoot().toPath().resolve("hugo/content/posts");
        Files.createDirectories(content);
        Files.writeString(content.resolve("page.md"), "---\ntitle: x\n" + front + "---\n" + text);
        return HugoFolder.read(content.getParent().getParent());
    }

    private OldSite export(String items) throws IOException, UnreadableSiteException {
        Path file = folder.getRoot().toPath().resolve("export.xml");
        Files.writeString(file, HEAD + items + "</channel></rss>");
        Path uploads = folder.getRoot().toPath().resolve("uploads");
        Files.createDirectories(uploads);
        for (String name : List.of("a.gif", "b.gif", "c.gif")) {
            Files.writeString(uploads.resolve(name), "GIF89a");
        }
        return WordPressExport.read(file, Optional.of(uploads));
    }

    private static String post(String values, String text) {
        return "<item><title>Boat</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:post_name>boat</wp:post_name>" + values
                + "<content:encoded><![CDATA[" + text + "]]></content:encoded></item>";
    }

    private static String upload(int id, int parent, String name) {
        return "<item><title>" + name + "</title><wp:post_id>" + id + "</wp:post_id><wp:post_type>attachment</wp:post_type><wp:post_parent>"
                + parent + "</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/" + name + "</wp:attachment_url></item>";
    }

    /** Whoever reads a page has no use for them: the new site shows what stands there. */
    @Test
    public void noTagStaysInASentence() throws Exception {
        for (Map.Entry<String, String> each : Map.ofEntries(
                Map.entry("a <b class=\"x\">bold</b> and <em\nid='y'>soft</em> word", "a **bold** and *soft* word"),
                Map.entry("one<br class=\"x\">two", "one\\\ntwo"),
                Map.entry("<cite>it</cite>, <q>so</q>, <time datetime='2024-01-01'>then</time>, <big>B</big> <strike>s</strike>",
                        "*it*, so, then, B s"),
                Map.entry("press <kbd>Ctrl</kbd> or <code>a*b</code>", "press `Ctrl` or `a*b`"),
                Map.entry("a <!-- note --> word", "a  word"),
                Map.entry("a <custom-part data-x=\"a > b\">word</custom-part><wbr/>", "a word"),
                Map.entry("water <br/> ![gone](gone.png)\n\nnext<br>\n`code` a\\\\\n\nb", "water\n\nnext\\\n`code` a\\\\\n\nb"),
                Map.entry("so <details><summary>More</summary>Hidden</details> it is", "so More Hidden it is"),
                Map.entry("x <script>alert(1)</script>y", "x y"),
                Map.entry("see <iframe src=\"https://film.example/1\"></iframe> here",
                        "see [https://film.example/1](https://film.example/1) here"),
                Map.entry("<https://a.example/> <me@a.example> 1 < 2 > 0 <3 \\<b> `<b>`",
                        "<https://a.example/> <me@a.example> 1 < 2 > 0 <3 \\<b> `<b>`")).entrySet()) {
            assertEquals(each.getValue(), hugo("", each.getKey()).pages().getFirst().text());
        }
    }

    @Test
    public void aTitleIsWords() throws Exception {
        assertEquals("A new boat & List<String>", hugo("title: 'A <em>new</em><br> boat &amp; List<String>'\n", "").pages().getFirst()
                .head().get("title").replaceAll(" +", " "));
    }

    @Test
    public void aDayOfZerosIsNone() throws Exception {
        for (String date : List.of("0000-00-00 00:00:00", "-0001-11-30 00:00:00", "0001-01-01 00:00:00", "")) {
            OldSite site = export(post("<wp:status>publish</wp:status><wp:post_date>" + date + "</wp:post_date>", "x"));
            assertEquals(date, "news/2024-05-07-boat", site.pages().getFirst().page());
            assertEquals(List.of("post 1 \"Boat\": has no date, so it became one of 2024-05-07, the day of the export; change the name of"
                    + " its file if it is of another day"), site.remarks().stream().map(Remark::toString).toList());
        }
        assertEquals("news/2024-02-03-boat", export(post("<wp:status>draft</wp:status><wp:post_date>0000-00-00 00:00:00</wp:post_date>"
                + "<wp:post_modified_gmt>2024-02-03 01:02:03</wp:post_modified_gmt>", "x")).pages().getFirst().page());
        assertEquals("Hugo's own zero", Optional.empty(), hugo("date: 0001-01-01T00:00:00Z\n", "").pages().getFirst().day());
    }

    /** Of a text that was pasted from elsewhere once; XML forbids it, and WordPress writes it. */
    @Test
    public void aControlCharacterStopsNoExport() throws Exception {
        assertEquals("One two", export(post("<wp:post_date>2024-01-01 00:00:00</wp:post_date>", "One\u000btwo")).pages().getFirst().text());
    }

    @Test
    public void aGalleryShowsItsPictures() throws Exception {
        String uploads = upload(7, 1, "a.gif") + upload(8, 1, "b.gif") + upload(9, 2, "c.gif");
        for (Map.Entry<String, String> each : Map.of("[gallery]", "a b", "[gallery columns=\"2\" exclude='7']", "b", "[gallery ids=9,7]", "c a",
                "[gallery include='8']", "b", "<figure class='wp-block-gallery'><ul><li><figure><img src='/wp-content/uploads/a.gif'>"
                + "<figcaption>One</figcaption></figure></li><li><img src='/wp-content/uploads/b.gif'></li></ul></figure>", "a b")
                .entrySet()) {
            OldSite site = export(post("<wp:post_date>2024-01-01 00:00:00</wp:post_date>", each.getKey()) + uploads);
            String text = site.pages().getFirst().text();
            assertEquals(each.getKey() + text, each.getValue(), text.replaceAll("!\\[\\]\\((.)\\.gif\\)", "$1").replaceAll("\\*One\\*", "")
                    .replaceAll("\\s+", " "));
            assertEquals("nobody has said what any of them shows", each.getValue().split(" ").length, site.remarks().stream()
                    .filter(remark -> remark.what().startsWith("nobody has said what the picture ")).count());
            assertEquals(each.getValue().split(" ").length, site.remarks().size());
        }
        assertEquals("[post 1 \"Boat\": a gallery shows no picture that is in the export, and was left out]",
                export(post("<wp:post_date>2024-01-01 00:00:00</wp:post_date>", "[gallery]")).remarks().toString());
    }

    /** WordPress leads there by itself, as long as it runs. */
    @Test
    public void theNameThatAPostHadBeforeLeadsToIt() throws Exception {
        OldSite site = export(post("<link>https://old.example/2024/01/boat/</link><wp:post_date>2024-01-01 00:00:00</wp:post_date><wp:postmeta>"
                + "<wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>ship</wp:meta_value></wp:postmeta>", "<a href='/2024/01/ship/'>x</a>"));
        assertEquals(List.of("/2024/01/ship/"), site.pages().getFirst().aliases());
        assertEquals("[x](news/2024-01-01-boat)", site.pages().getFirst().text());
    }

    @Test
    public void aliasesLeadToThePage() throws Exception {
        Path root = folder.getRoot().toPath().resolve("hugo/content");
        Files.createDirectories(root);
        Files.writeString(root.resolve("a.md"), "---\ntitle: a\naliases: [/b/, /old/a.html, 'c d']\n---\n[up](/old/a.html)\n");
        Files.writeString(root.resolve("b.md"), "---\ntitle: b\naliases: /older/\n---\n[own](/b/)\n");
        OldSite site = HugoFolder.read(root.getParent());
        assertEquals("a page's own address is nobody's alias", "[own](b)", site.pages().getLast().text());
        assertEquals("[up](a)", site.pages().getFirst().text());
        Path to = folder.newFolder("site").toPath();
        Files.writeString(to.resolve("site.yaml"), "languages: [en]\n");
        var taken = new NewSite(to, false, true);
        taken.take(site);
        assertEquals(Map.of("/a/", "/en/a", "/b/", "/en/b", "/c%20d", "/en/a", "/old/a.html", "/en/a", "/older/", "/en/b"), taken.moved());
        assertEquals(List.of(), taken.remarks());
    }
}
