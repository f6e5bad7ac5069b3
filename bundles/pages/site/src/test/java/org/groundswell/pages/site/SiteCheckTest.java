package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;

/** Honest mistakes of editors: each is named once, with its place and what to do. */
public class SiteCheckTest {
    private static final String FRONT = "---\ntitle: Home\n---\n";
    @Rule
    public final TestSite site = new TestSite();

    @Test
    public void linksAndPicturesThatLeadNowhereAreNamed() throws IOException {
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        site.write("assets/Boat.JPG", "x");
        site.write("content/en/home.md", FRONT + "![a](boat.jpg)\n\n[b](nowhere) and [b](nowhere)\n\n[c](/about)\n\n"
                + "[d](/files/report.pdf)\n\n[e](#nothing) [f](https://example.org/nowhere) [g](about) [h](/raffle)\n"
                + "[i](?x=1) [j](//example.org/x) [k](mailto:a@example.org)\n");
        assertEquals(List.of(
                "site/content/en/home.md, line 4: 'boat.jpg' leads nowhere: there is no file assets/boat.jpg;"
                        + " there is assets/Boat.JPG (page home, language en)",
                "site/content/en/home.md, line 6: 'nowhere' leads nowhere: there is no page content/en/nowhere.md"
                        + " (page home, language en)",
                "site/content/en/home.md, line 8: '/about' leads nowhere: write about without the slash, for the page"
                        + " of the same language (page home, language en)",
                "site/content/en/home.md, line 10: '/files/report.pdf' leads nowhere: there is no file"
                        + " root/files/report.pdf (page home, language en)",
                "site/content/en/home.md, line 12: '#nothing' leads nowhere: the page has no place of this name"
                        + " (page home, language en)"), site.problems());
        assertTrue("nobody waits for it", site.body("/en/").contains("/en/about"));
        site.write("content/en/home.md", FRONT);
        assertEquals(List.of(), site.problems());
    }

    @Test
    public void linksWithoutAnAddressAreNamed() throws IOException {
        site.write("content/en/home.md", FRONT + "[a](tel:+31201234567)\n\n[b]()\n");
        assertEquals(List.of("site/content/en/home.md, line 6: '' leads nowhere: there is no address, or one that pages may not"
                + " have (https:, mailto:, tel: and sms: they may) (page home, language en)"), site.problems());
        site.write("content/en/home.md", FRONT + "[a](javascript:alert(1))\n");
        assertEquals(List.of("site/content/en/home.md, line 4: 'javascript:alert(1)' leads nowhere: pages may not have this"
                + " address (https:, mailto:, tel: and sms: they may) (page home, language en)"), site.problems());
    }

    /** What is no tag is no link, and an address is what a browser makes of it. */
    @Test
    public void linksAreReadAsABrowserReadsThem() throws IOException {
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        site.write("templates/page.ftlh", "<!-- <a href=\"gone\">once</a> --><a href=\"&#x2f;en&#47;about\">a</a>"
                + "<script type=text/plain>const hint = \"<a href='gone'>\";</script><textarea><a href='gone'></textarea>");
        assertEquals(List.of(), site.problems());
        site.write("templates/page.ftlh", "<A title='>' HREF = gone&excl;>a</A>");
        assertTrue(site.problems().toString(), site.problems().getFirst().contains("'gone!' leads nowhere"));
    }

    @Test
    public void aLinkToAnotherBundleIsNamedWhereThereIsNone() throws IOException {
        site.write("content/en/home.md", FRONT + "[a](/raffle) [b](/raffle/today?x=1)\n[c](/tombola#win)\n");
        assertEquals(List.of("site/content/en/home.md, line 5: '/tombola#win' leads nowhere: there is no page or file of"
                + " this name, and no bundle answers it (page home, language en)"), site.problems());
    }

    @Test
    public void aLinkOfATemplateIsOneMistakeOnAllPages() throws IOException {
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        site.write("templates/page.ftlh", "\n<a href=\"${link(\"givenow\")}\">\n<img src='/assets/gone.png'>\n");
        assertEquals(List.of("site/templates/page.ftlh, line 2: '/en/givenow' leads nowhere: there is no page"
                + " content/en/givenow.md", "site/templates/page.ftlh, line 3: '/assets/gone.png' leads nowhere: there is"
                + " no file assets/gone.png"), site.problems().stream().map(each -> each.replaceAll(" \\(page .*, and 1 more"
                + "\\)$", "")).toList());
    }

    @Test
    public void aLanguageWithSomePagesOnlyIsNamedAndItsLinksLeadSomewhere() throws IOException {
        site.speaks("fr");
        site.write("content/en/donate.md", "---\ntitle: Give\n---\n");
        site.write("content/en/press.md", "---\ntitle: Press\ntranslated: no\n---\n");
        site.write("templates/page.ftlh", "<a href=\"${link(\"donate\")}\"><#list languages as each>"
                + "${each.tag} ${each.translated?c} </#list>");
        assertEquals(List.of("site/content/fr/: lacks pages that content/en/ has, and links to them lead there: donate;"
                + " 'translated: no' in a page's front matter says that this is meant"), site.problems());
        assertEquals("<a href=\"/en/donate\">en true fr true ", site.body("/fr/"));
        assertTrue("no page to name", site.body("/en/donate").endsWith("en true fr false "));
    }

    @Test
    public void textsOfReceiptsThatNobodyHasAreNamed() throws IOException {
        site.speaks("fr");
        site.donations().bindReceiptDelivery(new TestDelivery(false));
        String lacking = "site/translations/fr.yaml: lacks texts of receipts, which are in another language until all are"
                + " there: %s; see docs/receipts.md";
        assertEquals(List.of(lacking.formatted("receipt.body, receipt.title")), site.problems());
        site.write("translations/fr.yaml", "language: fr\nreceipt: { title: Reçu }\n");
        assertEquals("what English has from the program it need not have here", List.of(lacking.formatted("receipt.body")),
                site.problems());
        site.write("translations/fr.yaml", "language: fr\nreceipt: { title: Reçu, body: Merci }\n");
        assertEquals(List.of(), site.problems());
    }

    @Test
    public void aTextThatALanguageLacksIsNamedWithItsPlace() throws IOException {
        site.speaks("fr");
        site.write("translations/en.yaml", "language: English\nhome:\n  safe: Safe\n");
        assertEquals(List.of("site/translations/fr.yaml: home.safe: expected this key as in translations/en.yaml, line 3"),
                site.problems());
    }

    @Test
    public void aTextThatNobodyWroteIsNamed() throws IOException {
        site.write("templates/later.ftlh", "\n${t(\"of.none\", 1)}");
        assertEquals(List.of("site/templates/later.ftlh, line 2: t: no text 'of.none' in translations/en.yaml"),
                site.problems());
        site.write("templates/page.ftlh", "${t(\"of.none\")}");
        site.delete("templates/later.ftlh");
        assertEquals(site.problems().toString(), 1, site.problems().size());
    }

    @Test
    public void aVariableThatIsNotThereIsNamed() throws IOException {
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        site.problems();
        site.write("templates/page.ftlh", "\n${meta.headlin}");
        assertEquals(List.of("site/templates/page.ftlh, line 2: 'meta.headlin' has no value here: is it the right name?"
                + " Where it may be missing, write meta.headlin!\"\""), withoutPages());
    }

    @Test
    public void anAmountThatIsNotThereIsNamed() throws IOException {
        site.problems();
        site.write("templates/page.ftlh", "<#list 0..3 as n>\n${money(site.campaigns[0].amounts[n])}</#list>");
        String problem = withoutPages().toString();
        assertTrue(problem, problem.startsWith("[site/templates/page.ftlh, line 2: "));
        assertTrue(problem, problem.contains("site.campaigns[0].amounts[n]"));
        assertFalse(problem, problem.contains("NullPointerException"));
    }

    @Test
    public void theLineOfAQuoteIsWhereItWasOpened() throws IOException {
        site.problems();
        String quote = ": the quote that is opened on this line is not closed";
        site.write("translations/en.yaml", "language: English\na: \"open\nb: \"closed\"\nc: don't\n");
        assertEquals(List.of("site/translations/en.yaml, line 2" + quote), withoutPages());
        site.write("translations/en.yaml", "language: English\na: 'open\nb: x\n");
        assertEquals(List.of("site/translations/en.yaml, line 2" + quote), withoutPages());
        site.write("translations/en.yaml", "language: English\n");
        site.write("content/en/home.md", "---\ntitle: Home\nlead: \"open\nx: \"y\"\n---\n");
        assertEquals(List.of("site/content/en/home.md, line 3" + quote), withoutPages());
        site.write("content/en/home.md", FRONT);
        site.write("templates/page.ftlh", "<p title=\"it's\">\n<#-- don't -->\n${t(\"language)}\n<b class=\"x\">\n");
        assertEquals(List.of("site/templates/page.ftlh, line 3" + quote), withoutPages());
        site.write("templates/page.ftlh", "\n<#if page == \"home>\n</#if><b class=\"x\">\n");
        assertEquals(List.of("site/templates/page.ftlh, line 2" + quote), withoutPages());
    }

    @Test
    public void noCheckTakesLongOrFailsOnWhatNobodyWrites() throws IOException {
        site.problems();
        site.write("templates/page.ftlh", "<a ".repeat(300_000) + "<p id='" + "x".repeat(300_000));
        assertEquals(List.of(), site.problems());
        site.write("translations/en.yaml", "language: \"" + "x'".repeat(100_000) + "\nb: \"\nc: \"");
        assertEquals(site.problems().toString(), 1, site.problems().size());
        site.write("translations/en.yaml", "language: English\n");
        site.write("templates/page.ftlh", "${content?no_esc}");
        var links = new StringBuilder(FRONT);
        for (int i = 0; i < 5_000; i++) {
            links.append("[x](gone").append(i).append(") ");
        }
        site.write("content/en/home.md", links.toString());
        assertEquals("as many as anybody reads", 50, site.problems().size());
    }

    @Test
    public void oneMistakeIsOneMessage() throws IOException {
        site.speaks("nl");
        site.write("content/en/about.md", "---\ntitle: About\n---\n");
        site.write("content/nl/about.md", "---\ntitle: Over\n---\n");
        site.problems();
        site.write("templates/page.ftlh", "${meta.title");
        assertEquals(site.problems().toString(), 1, site.problems().size());
        site.write("templates/page.ftlh", "${meta.titel}");
        assertEquals(site.problems().toString(), 1, site.problems().size());
        assertTrue(site.problems().toString(), site.problems().getFirst().endsWith(", and 3 more)"));
        site.write("templates/page.ftlh", "x");
        site.write("content/en/home.md", "title: Home\n");
        assertEquals(site.problems().toString(), 1, site.problems().size());
        site.write("content/en/home.md", FRONT);
        site.write("templates/error.ftlh", "${oops}");
        assertEquals(site.problems().toString(), 1, site.problems().size());
    }

    @Test
    public void aMistakeInAFrameIsNoneOfThePagesWithinIt() throws IOException {
        site.write("templates/layout.ftlh", "x");
        for (String name : List.of("page", "home", "error")) {
            site.write("templates/" + name + ".ftlh", "<#import \"layout.ftlh\" as layout>");
        }
        assertEquals(List.of(), site.problems());
        site.write("templates/layout.ftlh", "\n<#nestd>");
        assertEquals(site.problems().toString(), 1, site.problems().size());
        assertTrue(site.problems().toString(), site.problems().getFirst().startsWith("site/templates/layout.ftlh, line 2: "));
        site.write("templates/layout.ftlh", "x");
        site.write("templates/home.ftlh", "\n<#include \"gone.ftlh\">");
        assertEquals(List.of("site/templates/home.ftlh, line 2: there is no template gone.ftlh"), withoutPages());
    }

    private List<String> withoutPages() throws IOException {
        return site.problems().stream().map(each -> each.replaceAll(" \\(page [^()]*\\)$", "")).toList();
    }
}
