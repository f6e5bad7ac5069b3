package org.groundswell.edge.listener.published;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class RoutesTest {
    private static final Routes<String> SITE = new Routes<>(Map.of("/en/", "home", "/nl/", "thuis", "/en/about", "us"),
            Map.of("/live", "/api"), List.of("en", "nl"), Map.of("en", Map.of(0, "any", 404, "missing"), "nl", Map.of()));

    @Test
    public void whoNamesNoPageIsSentToTheirLanguage() {
        var redirect = SITE.redirect("/", null, "nl-BE, en;q=0.5");
        assertEquals(302, redirect.status());
        assertEquals(Map.of("Location", "/nl/", "Vary", "Accept-Language", "Cache-Control", "public, max-age=0"),
                redirect.headers());
    }

    @Test
    public void aForgottenSlashIsPutThere() {
        var redirect = SITE.redirect("/en", null, null);
        assertEquals(308, redirect.status());
        assertEquals(Map.of("Location", "/en/"), redirect.headers());
        assertNull("a page that a servlet answers for its donor", SITE.redirect("/en/about", null, null));
        assertNull(SITE.redirect("/nothing", null, null));
        assertNull(new Routes<>(Map.of(), Map.of(), List.of(), Map.of()).redirect("/", null, null));
    }

    @Test
    public void aSlashTooManyAndCapitalsLeadToThePage() {
        for (String typed : List.of("/en/about/", "/EN/about", "/En/About/", "/EN/ABOUT")) {
            var redirect = SITE.redirect(typed, null, null);
            assertEquals(typed, 308, redirect.status());
            assertEquals(typed, Map.of("Location", "/en/about"), redirect.headers());
        }
        assertEquals(Map.of("Location", "/nl/"), SITE.redirect("/NL", null, null).headers());
        assertEquals(Map.of("Location", "/nl/"), SITE.redirect("/NL/", null, null).headers());
        for (String nothing : List.of("/nl/about/", "/EN/nothing", "/EN/", "//evil.example/en", "/ABOUT", "")) {
            var redirect = SITE.redirect(nothing, null, null);
            assertEquals(nothing, nothing.equals("/EN/") ? Map.of("Location", "/en/") : null,
                    redirect == null ? null : redirect.headers());
        }
    }

    @Test
    public void slashesThatStandTogetherAreOne() {
        for (String typed : List.of("//en/about", "/en//about", "/en/about//", "///EN//About///")) {
            var redirect = SITE.redirect(typed, "amount=25", null);
            assertEquals(typed, 308, redirect.status());
            assertEquals(typed, Map.of("Location", "/en/about?amount=25"), redirect.headers());
        }
        assertEquals(Map.of("Location", "/en/"), SITE.redirect("//en//", null, null).headers());
        assertEquals("/nl/", SITE.redirect("//", null, "nl").headers().get("Location"));
        for (String elsewhere : List.of("//evil.example", "//evil.example/en/about", "/en//nothing")) {
            assertNull(elsewhere, SITE.redirect(elsewhere, null, null));
        }
    }

    @Test
    public void whoLeavesTheLanguageOutIsSentToThePageInTheirs() {
        var redirect = SITE.withoutLanguage("/about", "amount=25", "en");
        assertEquals(302, redirect.status());
        assertEquals(Map.of("Location", "/en/about?amount=25", "Vary", "Accept-Language", "Cache-Control",
                "public, max-age=0"), redirect.headers());
        assertEquals("/en/about", SITE.withoutLanguage("/About/", null, "en").headers().get("Location"));
        for (String nothing : List.of("/nothing", "//about", "/en/about", "/x/about")) {
            assertNull(nothing, SITE.withoutLanguage(nothing, null, "en"));
        }
        assertNull("not in that language", SITE.withoutLanguage("/about", null, "nl"));
        assertNull(new Routes<>(Map.of(), Map.of(), List.of(), Map.of()).withoutLanguage("/about", null, "en"));
    }

    @Test
    public void theQueryGoesAlong() {
        assertEquals("/nl/?amount=25&utm_source=mail", location("/", "amount=25&utm_source=mail"));
        assertEquals("/en/about?a=%3Cb%3E", location("/EN/about/", "a=%3Cb%3E"));
        assertEquals("/en/?", "/en/", location("/en", ""));
        for (String hostile : List.of("a=b\r\nSet-Cookie: x=y", "a b", "caf\u00e9", "a\tb", "\u0000")) {
            assertEquals(hostile, "/en/", location("/en", hostile));
        }
    }

    private static String location(String path, String query) {
        return SITE.redirect(path, query, "nl").headers().get("Location");
    }

    @Test
    public void errorsAreSaidInTheLanguageOfThePathOrElseTheVisitors() {
        assertEquals("missing", SITE.error(404, "/en/x", "nl"));
        assertEquals("any", SITE.error(503, "/x", "en"));
        assertNull(SITE.error(404, "/nl/x", "en"));
    }

    @Test
    public void aPageIsFoundHoweverItsNameIsEscaped() {
        var routes = new Routes<>(Map.of("/en/our story", "story", "/caf\u00e9.jpg", "picture"), Map.of(), List.of(),
                Map.of());
        assertEquals("story", routes.page("/en/our%20story"));
        assertEquals("picture", routes.page("/caf%C3%A9.jpg"));
        assertEquals("picture", routes.page("/cafe\u0301.jpg"));
        assertNull(routes.page("/en%2Four%20story"));
    }

    @Test
    public void aStreamIsNoPage() {
        assertTrue(SITE.isStream("/live"));
        assertNull(SITE.page("/live"));
    }
}
