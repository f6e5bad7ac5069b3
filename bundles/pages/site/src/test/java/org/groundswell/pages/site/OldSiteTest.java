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
import org.junit.Rule;
import org.junit.Test;

/** A site folder that was made for an older release, on this one. */
public class OldSiteTest {
    private static final Map<String, Object> WAITING = Map.of("refresh", 5, "amount", Money.parse("EUR 25"), "monthly",
            false, "closed", false, "place", 7, "minutes", 2);
    @Rule
    public final ShippedSite site = new ShippedSite();

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

    /** Renamed or lost: what donors and visitors need is there all the same, and each is named. */
    @Test
    public void eachTemplateOfThePagesOfTheProgramStandsInAndIsNamed() throws IOException {
        for (String page : List.of("home", "page", "donate", "contact", "thanks", "sorry", "confirm", "onward", "wait",
                "monthly", "error")) {
            site.change("templates/" + page + ".ftlh", "</@layout.frame>", "<p>of the site</p></@layout.frame>");
            Files.move(site.path("templates/" + page + ".ftlh"), site.path("templates/" + page.toUpperCase() + ".ftlh"));
        }
        SitePages pages = site.pages();
        assertTrue(site.body("/en/donate"), site.body("/en/donate").contains("<form id=\"gift\""));
        assertTrue(site.body("/nl/contact").contains("<textarea"));
        assertTrue(site.body("/ar/about").contains("<h1"));
        assertEquals(11, pages.problems().stream().filter(each -> each.contains("this release needs this template")).count());
        assertEquals(pages.problems().toString(), 11, pages.problems().size());
        assertTrue("nothing is held back", pages.isWhole());
    }

    /** Who has no such page, or has it in a template of another name, needs none. */
    @Test
    public void aTemplateThatNoPageNeedsIsNotMissed() throws IOException {
        Files.delete(site.path("templates/contact.ftlh"));
        Files.move(site.path("templates/donate.ftlh"), site.path("templates/give.ftlh"));
        for (String language : List.of("en", "nl", "ar")) {
            Files.delete(site.path("content/" + language + "/contact.md"));
            site.change("content/" + language + "/donate.md", "^---\n", "---\ntemplate: give\n");
        }
        List<String> problems = site.pages().problems();
        assertFalse(problems.toString(), problems.stream().anyMatch(each -> each.contains("needs this template")));
        assertTrue(site.body("/en/donate").contains("<form id=\"gift\""));
    }

    @Test
    public void donorsHaveTheirPagesWhereTheSiteHasNone() throws IOException {
        for (String page : List.of("donate", "thanks", "sorry")) {
            for (String language : List.of("en", "nl", "ar")) {
                Files.delete(site.path("content/" + language + "/" + page + ".md"));
            }
        }
        SitePages pages = site.pages();
        assertTrue(site.body("/nl/donate").contains("<form id=\"gift\""));
        assertEquals(pages.problems().toString(), 9, pages.problems().stream().filter(each ->
                each.contains("this release needs this page; the shipped one is used")).count());
    }

    /** A language that has just been begun: visitors find the first one where it has nothing yet. */
    @Test
    public void whatALanguageLacksIsShownInTheFirst() throws IOException {
        site.change("site.yaml", "languages: \\[en, nl, ar\\]", "languages: [en, fr]");
        Files.copy(site.path("translations/en.yaml"), site.path("translations/fr.yaml"));
        Files.createDirectories(site.path("content/fr"));
        Files.copy(site.path("content/en/home.md"), site.path("content/fr/home.md"));
        SitePages pages = site.pages();
        String form = ShippedSite.form(pages, "fr", Map.of("name", "Ada", "amount", "12"), Map.of("email", "wrong"));
        assertTrue(form, form.contains("lang=\"en\"") && form.contains("value=\"Ada\""));
        String thanks = ShippedSite.page(pages, "thanks", "fr", Map.of("state", "paid", "signed", false, "amount",
                Money.parse("EUR 25"), "refunded", Money.parse("EUR 0"), "checkout", "", "campaign", "", "monthly", false,
                "stop", "", "here", Map.of()));
        assertTrue(thanks, thanks.contains("lang=\"en\""));
        String contact = ShippedSite.page(pages, "contact", "fr", Map.of("form", Map.of("name", "Ada"), "errors", Map.of(),
                "state", ""));
        assertTrue(contact, contact.contains("value=\"Ada\""));
        assertTrue(pages.problems().toString(), pages.problems().stream().anyMatch(each -> each.startsWith("site/content/fr/:"
                + " lacks pages that content/en/ has") && each.contains("donate")));
    }

    /** In the file that is wrong, and in no other. */
    @Test
    public void aPlaceThatNothingFillsIsNamedWhereItStands() throws IOException {
        site.change("translations/en.yaml", "raised of \\{0}", "raised of {O}");
        site.change("translations/nl.yaml", "(?m)^  goal: .*$", "  goal: \"Doel: {0} {1}\"");
        site.change("translations/ar.yaml", "(?m)^  safe: .*$|^home: .*$", "home: { safe: \"{name}\" }");
        List<String> problems = site.pages().problems();
        assertEquals(problems.toString(), 3, problems.size());
        assertTrue(problems.toString(), problems.contains("site/translations/en.yaml, line 13: progress.of: '{O}' is shown as"
                + " it stands: the program fills {0}"));
        assertTrue(problems.toString(), problems.stream().anyMatch(each -> each.matches("site/translations/nl.yaml, line"
                + " [0-9]+: progress.goal: '\\{1}' is shown as it stands: the program fills \\{0}")));
        assertTrue(problems.toString(), problems.stream().anyMatch(each -> each.matches("site/translations/ar.yaml, line"
                + " [0-9]+: home.safe: '\\{name}' is shown as it stands: the program fills no place in this text")));
        assertTrue("nothing is held back", site.pages().isWhole());
    }
}
