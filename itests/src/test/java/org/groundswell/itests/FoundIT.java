package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.ClassRule;
import org.junit.Test;

/** A node that knows its own address: what search engines, networks, feed readers and other sites find. */
public class FoundIT {
    private static final String ADDRESS = "https://give.example";
    private static final Pattern CARD = Pattern.compile("property=\"og:image\" content=\"" + ADDRESS + "(/cards/[^\"]+)\"");
    private static final Pattern DATA = Pattern.compile("<script type=\"application/ld\\+json\">[^<]+\"DonateAction\"[^<]+</script>");

    @ClassRule
    public static final SharedNode NODE = new SharedNode("found",
            Map.of("org.groundswell.edge.listener", List.of("publicUrl = " + ADDRESS)));
    private final Node node = NODE.node();
    private final Visitor visitor = node.visitor();

    @Test
    public void enginesAndReadersFindPagesAndNews() throws Exception {
        String home = visitor.get("/nl/").body();
        assertTrue(home, home.contains("<link rel=\"canonical\" href=\"" + ADDRESS + "/nl/\">"));
        assertTrue(home, home.contains("hreflang=\"x-default\" href=\"" + ADDRESS + "/\""));
        assertTrue(home, DATA.matcher(home).find());
        assertTrue(visitor.get("/robots.txt").body().endsWith("\nSitemap: " + ADDRESS + "/sitemap.xml\n"));
        assertTrue(visitor.get("/sitemap.xml").body().contains("<loc>" + ADDRESS + "/ar/about</loc>"));
        assertEquals("application/atom+xml; charset=utf-8", visitor.get("/en/news/feed.xml").header("content-type"));
        String entry = visitor.get("/en/news").body().replaceFirst("(?s).*class=\"entry\"><a href=\"([^\"]+)\".*", "$1");
        assertEquals(entry, 200, visitor.get(entry).status());
    }

    @Test
    public void theCardOfACampaignShowsWhatItHasRaised() throws Exception {
        Await.until("the picture is drawn", () -> CARD.matcher(visitor.get("/en/").body()).find());
        Matcher card = CARD.matcher(visitor.get("/en/").body());
        assertTrue(card.find());
        var picture = visitor.get(card.group(1));
        assertEquals("image/png", picture.header("content-type"));
        assertEquals(200, picture.status());
    }

    @Test
    public void structuredDataAndTheBoxToPassOnAreNoComplaintOfTheBrowser() throws Exception {
        try (var browser = new Browser(true, "en")) {
            browser.open(visitor.base() + "/en/");
            assertEquals(5, browser.findAll(".share a").size());
            assertEquals("of a policy that a script would not pass", List.of(), browser.complaints());
            for (String page : List.of("/en/", "/ar/", "/en/news", "/ar/news/first-boats")) {
                browser.phoneWithLargeLetters(visitor.base() + page);
                assertEquals(page, List.of(), browser.beyondTheEdge());
                assertEquals(page, List.of(), browser.barriers());
            }
        }
    }

    @Test
    public void onlyTheMeterMayStandInFramesOfOthers() throws Exception {
        for (String path : List.of("/embed/flood", "/embed/flood/ar", "/embed/flood.svg", "/embed.js")) {
            var meter = visitor.get(path);
            assertEquals(path, 200, meter.status());
            assertTrue(path, meter.header("content-security-policy").endsWith("frame-ancestors *"));
            assertEquals(path, "", meter.header("x-frame-options"));
            assertEquals(path, "*", meter.header("access-control-allow-origin"));
        }
        var own = visitor.get("/en/");
        assertTrue(own.header("content-security-policy").contains("frame-ancestors 'none'"));
        assertEquals("DENY", own.header("x-frame-options"));
    }

    @Test
    public void anotherSiteShowsTheMeterInAFrameAndByScript() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = ("<!doctype html><title>Another site</title><iframe src=\"" + visitor.base() + "/embed/flood/nl\" title=\"A"
                + " meter\" width=\"620\" height=\"280\"></iframe><p><script src=\"" + visitor.base()
                + "/embed.js\" data-campaign=\"flood\" data-language=\"ar\"></script></p>").getBytes(StandardCharsets.UTF_8);
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        other.start();
        try (var browser = new Browser(true, "en")) {
            // Another origin: another port.
            browser.open("http://127.0.0.1:" + other.getAddress().getPort() + "/");
            Await.until("the script's meter is there", () -> !browser.findAll("p > a > img").isEmpty()
                    && Integer.parseInt(browser.find("p > a > img").getDomProperty("naturalWidth")) > 0);
            assertEquals(ADDRESS + "/ar/donate", browser.find("p > a").getDomProperty("href"));
            assertFalse(browser.find("p > a > img").getDomProperty("alt").isEmpty());
            assertEquals("Doneer", browser.frameText("iframe"));
            assertEquals(List.of(), browser.complaints());
            browser.keep("embed");
            browser.open(visitor.base() + "/embed/flood/nl");
            for (String scheme : List.of("light", "dark")) {
                browser.prefers("prefers-color-scheme", scheme);
                assertNotEquals("the page around does not shine through, whatever its colour", "rgba(0, 0, 0, 0)",
                        browser.find("html").getCssValue("background-color"));
            }
        } finally {
            other.stop(0);
        }
    }
}
