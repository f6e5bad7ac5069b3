package org.groundswell.pages.migration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Old sites come from hosts that were broken into, too. */
public class HostileSiteTest {
    private static final String HEAD = "<rss xmlns:wp='w' xmlns:content='c'><channel><link>https://old.example</link>"
            + "<wp:wxr_version>1.2</wp:wxr_version>";

    private static final int MANY = 2_000;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private OldSite hugo(String page) throws IOException, UnreadableSiteException {
        Path content = folder.getRoot().toPath().resolve("hugo/content");
        Files.createDirectories(content);
        Files.writeString(content.resolve("page.md"), page);
        return HugoFolder.read(content.getParent());
    }

    private OldSite export(String beginning, String items) throws IOException, UnreadableSiteException {
        Path file = folder.getRoot().toPath().resolve("export.xml");
        Files.writeString(file, beginning + items + "</channel></rss>");
        return WordPressExport.read(file, Optional.of(folder.getRoot().toPath()));
    }

    private static String item(String values) {
        return "<item><wp:post_type>page</wp:post_type><wp:status>publish</wp:status>" + values + "</item>";
    }

    @Test
    public void noFileOutsideOfTheFolderIsTaken() throws Exception {
        Files.writeString(folder.getRoot().toPath().resolve("secret.png"), "secret");
        Files.createDirectories(folder.getRoot().toPath().resolve("hugo/content"));
        Files.createSymbolicLink(folder.getRoot().toPath().resolve("hugo/content/link.png"), Path.of("../../secret.png"));
        OldSite site = hugo("![a](../../secret.png) ![b](link.png) ![c](/../secret.png) ![d](%2e%2e/%2e%2e/secret.png)"
                + " ![e](" + folder.getRoot().toPath().resolve("secret.png") + ")");
        assertTrue(site.pictures().toString(), site.pictures().isEmpty());
        assertEquals("and the link itself", 6, site.remarks().size());
    }

    @Test
    public void noPageOutsideOfTheFolderIsTaken() throws Exception {
        Path root = folder.getRoot().toPath();
        Files.writeString(root.resolve("secret.md"), "the password");
        Files.createDirectories(root.resolve("hugo/content"));
        Files.createSymbolicLink(root.resolve("hugo/content/link.md"), Path.of("../../secret.md"));
        OldSite site = hugo("---\ntitle: x\n---\n");
        assertEquals(1, site.pages().size());
        assertTrue(site.remarks().toString(), site.remarks().getFirst().toString().startsWith("content/link.md: was left out"));
        for (String dir : new String[] {"..", root.toString(), "content/../.."}) {
            Files.writeString(root.resolve("hugo/hugo.toml"), "contentDir = \"" + dir + "\"\n");
            assertTrue(assertThrows(UnreadableSiteException.class, () -> HugoFolder.read(root.resolve("hugo"))).getMessage()
                    .contains("name a folder that is not in"));
            Files.writeString(root.resolve("hugo/hugo.toml"), "[languages.en]\ncontentDir = \"" + dir + "\"\n");
            assertThrows(UnreadableSiteException.class, () -> HugoFolder.read(root.resolve("hugo")));
        }
    }

    @Test
    public void anEntityOfAnExportNamesNoFile() throws Exception {
        Path secret = folder.newFile("secret.txt").toPath();
        Files.writeString(secret, "secret");
        try {
            OldSite site = export("<!DOCTYPE rss [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>" + HEAD,
                    item("<title>a</title><content:encoded>&x;</content:encoded>"));
            assertFalse(site.pages().getFirst().text().contains("secret"));
        } catch (UnreadableSiteException e) {
            assertTrue(e.getMessage(), e.getMessage().contains("not well-formed"));
        }
    }

    @Test
    public void aNameIsNoWayOut() throws Exception {
        OldSite site = export(HEAD, item("<title>a</title><wp:post_name>../../../etc/passwd</wp:post_name>")
                + item("<title>..</title><wp:post_id>1</wp:post_id><wp:post_parent>1</wp:post_parent><wp:post_name>..</wp:post_name>"));
        assertEquals("etc-passwd", site.pages().getFirst().page());
        assertEquals("page", site.pages().get(1).page());
    }

    @Test
    public void parentsThatAreTheirOwnEnd() throws Exception {
        OldSite site = export(HEAD, item("<title>a</title><wp:post_id>1</wp:post_id><wp:post_parent>2</wp:post_parent><wp:post_name>a</wp:post_name>")
                + item("<title>b</title><wp:post_id>2</wp:post_id><wp:post_parent>1</wp:post_parent><wp:post_name>b</wp:post_name>"));
        assertEquals(2, site.pages().size());
    }

    @Test
    public void aTextThatIsOddStopsNoOther() throws Exception {
        for (String odd : new String[] {"[", "![", "[a](", "<b", "`", "{{< ", "[caption", "<a ", "![a](b(", "\n> ", "<div>\n\n", "<i>", "<ul><li>"}) {
            Files.createDirectories(folder.getRoot().toPath().resolve("hugo/content"));
            Files.writeString(folder.getRoot().toPath().resolve("hugo/content/other.md"), "---\ntitle: x\n---\nHello");
            OldSite site = hugo("---\ntitle: x\n---\n" + odd.repeat(MANY));
            assertTrue(odd, site.pages().stream().anyMatch(page -> page.text().equals("Hello")));
            OldSite export = export(HEAD, item("<title>a</title><content:encoded><![CDATA[" + odd.repeat(MANY)
                    + "]]></content:encoded>") + item("<title>b</title><content:encoded>Hello</content:encoded>"));
            assertTrue(odd, export.pages().stream().anyMatch(page -> page.text().equals("Hello")));
        }
    }

    @Test
    public void aYamlThatGrowsIsRefused() throws Exception {
        var bomb = new StringBuilder("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(8))
                    .append("*a").append(i - 1).append("]\n");
        }
        OldSite site = hugo(bomb + "title: x\n---\n");
        assertTrue(site.remarks().toString(), site.remarks().getFirst().what().contains("not well-formed"));
    }
}
