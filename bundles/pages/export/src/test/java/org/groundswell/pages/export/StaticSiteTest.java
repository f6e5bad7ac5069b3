package org.groundswell.pages.export;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.groundswell.edge.api.Caching;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.edge.api.snapshots.Snapshot;
import org.groundswell.edge.api.snapshots.SnapshotSet;
import org.groundswell.shared.services.ServletPaths;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StaticSiteTest {
    private static final String KEY = "00000000-0000-7000-8000-000000000000";
    private static final String HTML = "text/html; charset=utf-8";
    private static final URI OWN = URI.create("http://127.0.0.1:8080");
    private static final URI NODE = URI.create("https://give.example");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void pagesLinkToFilesAndEverythingElseIsTheNodes() {
        String home = file("en/index.html");
        assertTrue(home, home.contains("href=\"/assets/site.1.css\""));
        assertTrue(home, home.contains("href=\"/en/donate\""));
        assertTrue(home, home.contains("data-live=\"https://give.example/live/flood\""));
        assertTrue(home, home.contains("href=\"https://elsewhere.example/\""));
        assertTrue("no visitor is sent to where it was made: " + home, home.contains("hreflang=\"nl\" href=\"/en/contact\""));
        String donate = file("en/donate.html");
        assertTrue(donate, donate.contains("action=\"https://give.example/donations\""));
        assertTrue("no key is everybody's: " + donate, donate.contains("name=\"key\" value=\"\""));
        String contact = file("en/contact.html");
        assertTrue("a form goes to the node even where a page has its path: " + contact,
                contact.contains("action=\"https://give.example/en/contact\""));
    }

    /** Whoever hides a name cannot hide it in what lies with somebody else. */
    @Test
    public void whatDonorsSayIsLeftOut() {
        StaticSite site = of("<h1>A</h1><!--donors--><p>Ann</p>\n<p>A few words</p><!--/donors--><p>B</p><!--donors-->Ben<!--/donors-->");
        assertEquals("<h1>A</h1><p>B</p>", new String(site.files().get("en/index.html"), StandardCharsets.UTF_8));
        assertTrue(site.leavesDonorsOut());
        assertFalse(of("<p>Ann</p>").leavesDonorsOut());
    }

    /** The wall brings its marks by itself, and templates of an earlier version show gifts without any. */
    @Test
    public void theMarksOfTheWallSayNothingOfThePagesThatShowGiftsWithoutMarks() {
        String gifts = "<div id=\"latest\"><ol><li>Ann</li></ol></div>";
        var site = new StaticSite(new SnapshotSet(List.of(page("/en/", "<!--donors-->Wall<!--/donors-->" + gifts),
                page("/en/flood", "<!--donors-->" + gifts + "<!--/donors-->"), page("/en/roof", gifts.replace('"', '\''))),
                List.of("en"), Map.of(), Map.of()), OWN, NODE, new ServletPaths(List.of()));
        assertEquals(List.of("en/index.html", "en/roof.html"), site.showDonors());
        String said = ExportCommand.donors(site);
        assertTrue(said, said.contains("en/index.html, en/roof.html") && said.contains("stay there when they are hidden"));
        assertFalse(said, said.contains("are left out"));
        assertEquals("Names and words of donors are left out", ExportCommand.donors(of("<!--donors-->" + gifts + "<!--/donors-->")));
        assertTrue(ExportCommand.donors(of("<p>Ann</p>")).startsWith("No page marks"));
    }

    /** On another host the forms of such a copy lead nowhere. */
    @Test
    public void anAddressThatNobodyHasSetIsNamedAsOne() {
        assertEquals("Forms and live figures go to https://give.example", ExportCommand.forms(NODE, known(OWN, false)));
        assertEquals("Forms and live figures go to https://give.example", ExportCommand.forms(NODE, known(NODE, true)));
        String said = ExportCommand.forms(OWN, known(OWN, false));
        assertTrue(said, said.startsWith("Forms and live figures go to " + OWN + ",") && said.contains("publicUrl"));
    }

    private static PublicAddress known(URI base, boolean isConfigured) {
        return new PublicAddress() {
            @Override
            public URI base() {
                return base;
            }

            @Override
            public boolean isConfigured() {
                return isConfigured;
            }
        };
    }

    private static StaticSite of(String html) {
        return new StaticSite(new SnapshotSet(List.of(Snapshot.of("/en/", HTML, Caching.REVALIDATE,
                html.getBytes(StandardCharsets.UTF_8))), List.of("en"), Map.of(), Map.of()), OWN, NODE, new ServletPaths(List.of()));
    }

    @Test
    public void aCardOfAFileLeadsToTheFileAndHasAPictureInFull() {
        String home = file("en/index.html");
        assertTrue(home, home.contains("<link rel=\"canonical\" href=\"/en/\">"));
        assertFalse(home, home.contains("og:url"));
        assertTrue(home, home.contains("content=\"" + OWN + "/boat.png\""));
    }

    @Test
    public void figuresAndTheMapOfAnotherHostAreNoFiles() {
        assertFalse(site().files().containsKey("api/campaigns/flood"));
        assertFalse(site().files().containsKey("sitemap.xml"));
        assertFalse(site().files().containsKey("embed/flood.html"));
    }

    @Test
    public void robotsAreToldOfNoMapThatIsNotThere() {
        assertEquals("User-agent: *\nDisallow: /thanks\nsitemap: https://elsewhere.example/sitemap.xml\n", file("robots.txt"));
    }

    @Test
    public void packedSiblingsAreTheSameBytes() throws IOException {
        var files = site().files();
        byte[] packed = files.get("assets/site.1.css.gz");
        assertArrayEquals(files.get("assets/site.1.css"),
                new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
    }

    @Test
    public void hostsLearnWhatMayBeKept() {
        String headers = file("_headers");
        assertTrue(headers, headers.contains("/assets/site.1.css\n  ! Cache-Control\n  Cache-Control: public,"
                + " max-age=31536000, immutable"));
        assertTrue(headers, headers.contains("connect-src 'self' https://give.example"));
        assertTrue(file("nginx.conf").contains("gzip_static on;"));
    }

    @Test
    public void aLinkThatLeadsNowhereIsFound() {
        assertEquals(List.of(), LinkCheck.broken(site().files()));
        assertEquals("neither relative nor unknown to the node", List.of("en/index.html: photo.jpg",
                "en/index.html: /files/report.pdf", "en/index.html: /nothing", "en/index.html: a b"),
                LinkCheck.broken(new StaticSite(new SnapshotSet(List.of(page("/en/", "<img src=\"photo.jpg\">"
                        + "<a href='about'><a href=\"/files/report.pdf\"><a href=\"/nothing\"><a href=\"/stats/today\">"
                        + "<a href=\"mailto:a@example.org\"><a href=\"#top\"><a href=\"a b\"><a href=\"/donations?x=1\">"),
                        page("/en/about", "<a href=\"about\"><a href=\"./\">")), List.of("en"), Map.of(), Map.of()),
                        NODE, NODE, new ServletPaths(List.of("/donations", "/stats/*"))).files()));
        assertEquals(List.of("a.html: /missing"), LinkCheck.broken(Map.of("a.html",
                "<a href=\"/missing\"> <a href=\"/a#b\"> <a href=\"//x\">".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    public void namesWithBlanksAreFilesAndLinksToThem() {
        var site = new StaticSite(new SnapshotSet(List.of(
                page("/en/", "<a href=\"/en/our%20story#end\"><img src=\"/assets/caf%C3%A9.1.jpg\">"),
                page("/en/our story", ""), Snapshot.of("/assets/caf\u00e9.1.jpg", "image/jpeg", Caching.IMMUTABLE,
                        new byte[1])), List.of("en"), Map.of(), Map.of()), NODE, NODE, new ServletPaths(List.of("/donations", "/stats/*")));
        assertEquals("<a href=\"/en/our%20story#end\"><img src=\"/assets/caf%C3%A9.1.jpg\">",
                new String(site.files().get("en/index.html"), StandardCharsets.UTF_8));
        assertTrue(site.files().containsKey("en/our story.html"));
        assertEquals(List.of(), LinkCheck.broken(site.files()));
        String headers = new String(site.files().get("_headers"), StandardCharsets.UTF_8);
        assertTrue(headers, headers.contains("\n/assets/caf%C3%A9.1.jpg\n"));
        String nginx = new String(site.files().get("nginx.conf"), StandardCharsets.UTF_8);
        assertTrue(nginx, nginx.contains("location = \"/assets/caf\u00e9.1.jpg\" {"));
    }

    @Test
    public void onlyAnExportIsReplaced() throws IOException {
        Path mine = folder.getRoot().toPath().resolve("mine");
        Files.createDirectories(mine);
        Files.writeString(mine.resolve("thesis.txt"), "years of work");
        assertTrue(assertThrows(IOException.class, () -> new ExportFolder(mine).replace(Map.of())).getMessage()
                .contains("no export"));
        Path site = folder.getRoot().toPath().resolve("site");
        new ExportFolder(site).replace(Map.of("a/old.html", new byte[1]));
        new ExportFolder(site).replace(Map.of("a/new.html", new byte[1]));
        assertFalse("what is gone is gone", Files.exists(site.resolve("a/old.html")));
        assertTrue(Files.exists(site.resolve("a/new.html")));
        assertThrows(IOException.class, () -> new ExportFolder(site).replace(Map.of("../x", new byte[1])));
    }

    private static String file(String name) {
        return new String(site().files().get(name), StandardCharsets.UTF_8);
    }

    private static StaticSite site() {
        String donate = "<form method=\"post\" action=\"/donations\"><input name=\"key\" value=\"" + KEY + "\"></form>";
        return new StaticSite(new SnapshotSet(List.of(
                page("/en/", "<link href=\"/assets/site.1.css\"><a href=\"/en/donate\"><p data-live=\"/live/flood\">"
                        + "<a href=\"https://elsewhere.example/\"><a href=\"/\">"
                        + "<link rel=\"canonical\" href=\"" + OWN + "/en/\"><meta property=\"og:url\" content=\""
                        + OWN + "/en/\"><meta property=\"og:image\" content=\"" + OWN + "/boat.png\">"
                        + "<link rel=\"alternate\" hreflang=\"nl\" href=\"" + OWN + "/en/contact\">"),
                Snapshot.withKey("/en/donate", HTML, donate.getBytes(StandardCharsets.UTF_8), donate.indexOf(KEY)),
                page("/en/contact", "<form method=\"post\" action=\"/en/contact\"></form>"),
                Snapshot.of("/assets/site.1.css", "text/css", Caching.IMMUTABLE, "p { }".repeat(100).getBytes(
                        StandardCharsets.UTF_8)),
                page("/embed/flood", "Meter").openToOtherSites(),
                Snapshot.of("/sitemap.xml", "application/xml", Caching.REVALIDATE, new byte[2]),
                Snapshot.of("/robots.txt", "text/plain; charset=utf-8", Caching.REVALIDATE, ("User-agent: *\nDisallow: /thanks\n"
                        + "sitemap: https://elsewhere.example/sitemap.xml\nSitemap: " + OWN + "/sitemap.xml\n").getBytes(
                        StandardCharsets.UTF_8)),
                Snapshot.of("/api/campaigns/flood", "application/json", Caching.REVALIDATE, new byte[2])),
                List.of("en"), Map.of("en", Map.of(404, page("/en/error/404", "<a href=\"/en/\">"))),
                Map.of("/live/flood", "/api/campaigns/flood")), OWN, NODE,
                new ServletPaths(List.of("/donations", "/stats/*")));
    }

    private static Snapshot page(String path, String html) {
        return Snapshot.of(path, HTML, Caching.REVALIDATE, html.getBytes(StandardCharsets.UTF_8));
    }
}
