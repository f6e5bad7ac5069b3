package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A site folder that was made for an older release, on this one. */
public class OldSiteTest {
    private static final Map<String, Object> WAITING = Map.of("refresh", 5, "amount", Money.parse("EUR 25"), "monthly",
            false, "closed", false, "place", 7, "minutes", 2);
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private ShippedSite site;

    @Before
    public void copy() throws IOException {
        site = new ShippedSite(folder);
    }

    @Test
    public void theShippedSiteLacksNothing() throws IOException {
        assertEquals(List.of(), site.pages().problems());
    }

    @Test
    public void whatIsMissingIsTakenFromTheReleaseAndSaid() throws IOException {
        Files.delete(site.path("templates/wait.ftlh"));
        for (String language : List.of("en", "nl", "ar")) {
            Files.delete(site.path("content/" + language + "/wait.md"));
            site.change("translations/" + language + ".yaml", "(?m)^wait:(\\n  .*)+\\n", "");
            site.change("translations/" + language + ".yaml", "(?m)^wait: .*\\n", "");
        }
        // An older layout has less to say; the shipped page must not ask it for more.
        site.change("templates/layout.ftlh", " slowly=\"\"", "");
        site.change("templates/layout.ftlh", "(?m)^<#if slowly.*$", "");
        site.change("templates/thanks.ftlh", " slowly=[^>]*", "");
        site.change("templates/donate.ftlh", "monthly", "often");
        site.change("templates/parts.ftlh", "(?m)^.*known.test.*$", "</p>");
        site.change("templates/donate.ftlh", "<#if receipts>(.*?)<#else>.*?</#if>", "$1");
        SitePages pages = site.pages();
        for (String language : List.of("en", "nl", "ar")) {
            String html = new String(pages.render("wait", language, WAITING), StandardCharsets.UTF_8);
            assertTrue(html, html.contains("<html"));
            assertFalse("a text, not its key", html.contains("wait.place"));
        }
        String problems = String.join("\n", pages.problems());
        assertTrue(problems, problems.contains("site/templates/wait.ftlh: this release needs this template; the"
                + " shipped one is used"));
        assertTrue(problems, problems.contains("site/content/nl/wait.md: this release needs this page"));
        assertTrue(problems, problems.contains("site/translations/ar.yaml: this release needs these texts"));
        assertTrue(problems, problems.contains("site/templates/donate.ftlh: does not speak of 'monthly': monthly gifts"
                + " are not offered"));
        assertTrue(problems, problems.contains("site/templates/parts.ftlh: does not speak of '.test': visitors take tests"));
        assertTrue(problems, problems.contains("site/templates/donate.ftlh: does not speak of 'receipts': it may promise"
                + " a receipt that nobody sends"));
        assertTrue("nothing is held back", pages.isWhole());
    }
}
