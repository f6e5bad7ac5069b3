package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What authors may write into a page. */
public class MarkdownTest {
    private static final String PICTURE = "<img src=\"/assets/our%20boat\\.[0-9a-f]{10}\\.png\" alt=\"boat\"";
    @Rule
    public final TestSite site = new TestSite();

    @Before
    public void addAPicture() throws IOException {
        site.write("assets/our boat.png", png(640, 480));
        site.write("templates/page.ftlh", "${content?no_esc}");
    }

    @Test
    public void aPictureIsNamedAsItsFile() throws IOException {
        for (String written : List.of("<our boat.png>", "our%20boat.png", "assets/our%20boat.png",
                "../../assets/our%20boat.png", "/assets/our%20boat.png", "./our%20boat.png")) {
            String html = html("![boat](" + written + ")");
            assertTrue(written + ": " + html, html.matches("<p>" + PICTURE
                    + " width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\" /></p>\n"));
        }
    }

    /** A phone fetches as many pixels as it shows. */
    @Test
    public void aPictureInSeveralWidthsIsChosenByTheBrowser() throws IOException {
        site.write("assets/our boat.480w.png", png(480, 360));
        site.write("assets/our boat.96w.png", png(96, 72));
        site.write("assets/odd (1), two.png", png(640, 480));
        site.write("assets/odd (1), two.96w.png", png(96, 72));
        String html = html("![boat](<our boat.png>)");
        assertTrue(html, html.matches("<p>" + PICTURE + " width=\"640\" height=\"480\" srcset=\""
                + "/assets/our%20boat\\.96w\\.[0-9a-f]{10}\\.png 96w, /assets/our%20boat\\.480w\\.[0-9a-f]{10}\\.png 480w,"
                + " /assets/our%20boat\\.[0-9a-f]{10}\\.png 640w\" sizes=\"auto, \\(min-width: 46rem\\) 42rem, 92vw\""
                + " loading=\"lazy\" decoding=\"async\" /></p>\n"));
        String odd = html("![odd](<odd (1), two.png>)");
        assertTrue("nothing in a name ends an address: " + odd, odd.contains("srcset=\"/assets/odd%20%281%29%2C%20two."));
    }

    @Test
    public void filesAndPagesAreLinkedByTheirNames() throws IOException {
        site.write("assets/report.pdf", "x");
        site.speaks("nl");
        site.write("content/en/about us.md", "---\ntitle: About\n---\n");
        site.write("content/nl/over.md", "---\ntitle: Over\n---\n");
        String html = html("[a](report.pdf#page=2) [b](<about us.md>) [c](about%20us#end) [d](../nl/over.md) [e](/nl/over)"
                + " [f](home) [g](https://example.org/about) [h](mailto:a@example.org) [i](#end)");
        assertTrue(html, html.matches("<p><a href=\"/assets/report\\.[0-9a-f]{10}\\.pdf#page=2\">a</a>"
                + " <a href=\"/en/about%20us\">b</a> <a href=\"/en/about%20us#end\">c</a> <a href=\"/nl/over\">d</a>"
                + " <a href=\"/nl/over\">e</a> <a href=\"/en/\">f</a>"
                + " <a rel=\"nofollow\" href=\"https://example.org/about\">g</a>"
                + " <a rel=\"nofollow\" href=\"mailto:a@example.org\">h</a> <a href=\"#end\">i</a></p>\n"));
    }

    @Test
    public void charitiesAreCalledAndScriptsAreNot() throws IOException {
        String html = html("[a](tel:+31201234567) [b](sms:4333) [c](javascript:alert(1)) [d](data:text/html,x)");
        assertTrue(html, html.contains("href=\"tel:+31201234567\">a<"));
        assertTrue(html, html.contains("href=\"sms:4333\">b<"));
        assertTrue(html, html.contains("href=\"\">c<") && html.contains("href=\"\">d<"));
    }

    @Test
    public void tablesAndFootnotesAreThere() throws IOException {
        String html = html("| gift | does |\n| ---: | --- |\n| 10 | water |\n\nTrue.[^1]\n\n[^1]: We counted.\n");
        assertTrue(html, html.contains("<td align=\"right\">10</td>"));
        assertTrue(html, html.contains("<section class=\"footnotes\""));
        assertTrue(html, html.contains("We counted."));
    }

    @Test
    public void aTableThatExplodesIsNamed() throws IOException {
        site.write("content/en/home.md", "---\ntitle: Home\n---\n" + "|a".repeat(20_000) + "\n" + "|-".repeat(20_000)
                + "\n" + "x\n".repeat(20_000));
        assertEquals("site/content/en/home.md: expected tables of at most 100000 cells", site.problems().getFirst());
    }

    @Test
    public void browsersLearnWhatKindOfPictureItIs() {
        for (String name : List.of("a.JPEG", "a.jpg", "a.gif", "a.png", "a.webp", "a.avif", "a.svg")) {
            assertTrue(name, Asset.named(name, new byte[0]).contentType().startsWith("image/"));
        }
    }

    @Test
    public void sizesAreReadFromAnyKindOfPicture() {
        assertEquals(Optional.of(new PictureSize(640, 480)), PictureSize.of(png(640, 480)));
        assertEquals("a GIF", Optional.of(new PictureSize(3, 2)), size("47494638396103000200"));
        assertEquals("WebP, lossless", Optional.of(new PictureSize(3, 2)),
                size("5249464600000000574542505650384c000000002f02400000"));
        assertEquals("WebP, extended", Optional.of(new PictureSize(3, 2)),
                size("524946460000000057454250565038580a00000000000000020000010000"));
        assertEquals("a JPEG", Optional.of(new PictureSize(3, 2)), size("ffd8ffe000040000ffc0000b080002000301011100"));
        assertEquals("a JPEG on its side", Optional.of(new PictureSize(2, 3)),
                size("ffd8ffe1002245786966000049492a0008000000" + "010012010300010000000600000000000000"
                        + "ffc0000b080002000301011100"));
        assertEquals("an SVG", Optional.of(new PictureSize(32, 16)),
                PictureSize.of("<?xml version=\"1.0\"?><svg viewBox='0 0 32 16'>".getBytes(StandardCharsets.UTF_8)));
        for (String broken : List.of("", "00", "ffd8ff", "ffd8ffe1000445786966", "89504e47", "3c7376673e",
                "5249464600000000574542505650384c")) {
            assertEquals(broken, Optional.empty(), size(broken));
        }
    }

    private String html(String markdown) throws IOException {
        site.write("content/en/home.md", "---\ntitle: Home\n---\n" + markdown);
        site.problems();
        return site.body("/en/");
    }

    private static Optional<PictureSize> size(String hex) {
        return PictureSize.of(HexFormat.of().parseHex(hex));
    }

    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(33).putInt(0x89504e47).putInt(0x0d0a1a0a).putInt(13).putInt(0x49484452)
                .putInt(width).putInt(height).array();
    }
}
