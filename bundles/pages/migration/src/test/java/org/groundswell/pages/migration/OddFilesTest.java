package org.groundswell.pages.migration;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files as they lie about in a folder that several people have filled for years. */
public class OddFilesTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path old;

    @Before
    public void aHugoSite() throws IOException {
        old = folder.newFolder("old").toPath();
        page("page.md", "");
    }

    private void page(String name, String text) throws IOException {
        write("content/" + name, ("---\ntitle: x\n---\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(old.resolve(name).getParent());
        Files.write(old.resolve(name), bytes);
    }

    private static List<String> said(OldSite site) {
        return site.remarks().stream().map(Remark::toString).toList();
    }

    @Test
    public void aLargePictureIsNotMissing() throws Exception {
        write("static/large.jpg", Arrays.copyOf(JPEG, 17_000_000));
        write("static/small.jpg", JPEG);
        page("page.md", "One\n\n![a](/large.jpg) and ![b](/small.jpg)\n");
        OldSite site = HugoFolder.read(old);
        assertEquals(Set.of("small.jpg"), site.pictures().keySet());
        assertEquals(List.of("content/page.md:6: a picture was left out: /large.jpg has 17.0 MB, and 5.0 MB are the most: make it"
                + " smaller, about 1600 pixels wide, and import again"), said(site));
    }

    @Test
    public void whatIsNoPictureIsNotTaken() throws Exception {
        write("static/page.jpg", "<!doctype html><p>Not found".getBytes(StandardCharsets.UTF_8));
        write("static/empty.png", new byte[0]);
        page("page.md", "![a](/page.jpg)\n![b](/empty.png)\n[c](/page.jpg)\n");
        OldSite site = HugoFolder.read(old);
        assertEquals(Set.of(), site.pictures().keySet());
        assertEquals(List.of("content/page.md:4: a picture was left out: /page.jpg is no picture, whatever its name says; save it anew"
                + " and import again", "content/page.md:5: a picture was left out: /empty.png is no picture, whatever its name says;"
                + " save it anew and import again", "content/page.md:4: a link leads to a file that was left out: /page.jpg is no"
                + " picture, whatever its name says; save it anew and import again"), said(site));
    }

    /** As cameras and chat programs leave them. */
    @Test
    public void aPictureHasTheNameOfItsKind() throws Exception {
        write("static/boat.jpg", PNG);
        write("static/Hull.JPEG", JPEG);
        write("static/sail.svg", "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
        write("static/plan.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        page("page.md", "![a](/boat.jpg) ![b](/Hull.JPEG) ![c](/sail.svg) [d](/plan.pdf)\n");
        OldSite site = HugoFolder.read(old);
        assertEquals(List.of(), said(site));
        assertEquals("![a](boat.png) ![b](hull.jpeg) ![c](sail.svg) [d](plan.pdf)", site.pages().getFirst().text());
    }

    @Test
    public void aFileThatIsThereTwiceByALinkIsTakenOnce() throws Exception {
        write("static/boat.png", PNG);
        Files.createSymbolicLink(old.resolve("static/again.png"), Path.of("boat.png"));
        page("page.md", "![a](/boat.png) ![b](/again.png)\n");
        Files.createSymbolicLink(old.resolve("content/twice.md"), Path.of("page.md"));
        page("posts/a.md", "");
        Files.createSymbolicLink(old.resolve("content/blog"), Path.of("posts"));
        Files.createSymbolicLink(old.resolve("content/round"), Path.of("."));
        OldSite site = HugoFolder.read(old);
        assertEquals(Set.of("boat.png"), site.pictures().keySet());
        assertEquals(List.of("page", "posts/a"), site.pages().stream().map(OldPage::page).toList());
        assertEquals(List.of("content/blog: was left out: it is a link to a folder; copy the folder to its place if its pages are"
                + " wanted here, too", "content/round: was left out: it is a link to a folder; copy the folder to its place if its"
                + " pages are wanted here, too", "content/twice.md: was left out: it is the same file as content/page.md"), said(site));
    }

    @Test
    public void aSiteDoesNotBecomeTooLargeToBeRead() throws Exception {
        var site = folder.newFolder("site").toPath();
        Files.writeString(site.resolve("site.yaml"), "languages: [en]\n");
        Files.createDirectories(site.resolve(".git/objects"));
        // What no node reads does not count.
        Files.write(site.resolve(".git/objects/pack"), new byte[20_000_000]);
        Files.write(site.resolve("old.jpg~"), new byte[20_000_000]);
        for (int i = 0; i < 10; i++) {
            write("static/" + i + ".jpg", Arrays.copyOf(JPEG, 4_500_000 + i));
        }
        page("long.md", "word ".repeat(50_000));
        page("page.md", "![0](/0.jpg) ![1](/1.jpg) ![2](/2.jpg) ![3](/3.jpg) ![4](/4.jpg) ![5](/5.jpg) ![6](/6.jpg) ![7](/7.jpg)"
                + " ![8](/8.jpg) ![9](/9.jpg)\n");
        var taken = new NewSite(site, false, true);
        taken.take(HugoFolder.read(old));
        assertEquals("with room for what comes later", 7, taken.pictures());
        List<String> said = taken.remarks().stream().map(Remark::toString).toList();
        assertTrue(said.toString(), said.contains("content/long.md: was left out: it has 249999 characters, and a page has 200000 at"
                + " most; make several of it"));
        assertTrue(said.toString(), said.contains("assets/9.jpg: was left out: with it the site would have more than 36.0 MB, and a"
                + " node reads 40.0 MB at most; make pictures smaller and import again"));
    }
}
