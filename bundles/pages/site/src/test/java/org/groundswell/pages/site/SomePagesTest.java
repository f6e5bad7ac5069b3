package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;

/** Languages that lack pages, and pages and texts that cannot be read: links lead somewhere, and each mistake is said once. */
public class SomePagesTest {
    private static final String FRONT = "---\ntitle: Home\n---\n";
    private static final byte[] LATIN = {(byte) 0xe9, '\n'};
    @Rule
    public final TestSite site = new TestSite();

    /** In words as in templates: whoever follows a link arrives somewhere. */
    @Test
    public void aLinkToAPageThatTheLanguageLacksLeadsToTheFirstOne() throws IOException {
        site.speaks("fr, nl");
        site.write("content/nl/home.md", FRONT);
        site.write("translations/nl.yaml", "language: nl\n");
        site.write("content/en/contact.md", FRONT);
        site.write("content/nl/about.md", FRONT);
        site.write("content/fr/home.md", FRONT + "[a](contact) [b](contact.md#x) [c](../fr/contact) [d](/fr/contact) [e](about)\n");
        site.problems();
        assertEquals(List.of("/en/contact", "/en/contact#x", "/en/contact", "/en/contact", "/nl/about"),
                new PageLinks(site.body("/fr/")).addresses());
        assertTrue(site.problems().toString(), site.problems().stream().noneMatch(each -> each.contains("nowhere")));
    }

    /** Such an address is the template's own: no program can tell where it was to lead. */
    @Test
    public void anAddressInATemplateOfAPageThatALanguageLacksIsNamed() throws IOException {
        site.speaks("fr");
        site.write("content/en/contact.md", FRONT);
        site.write("templates/page.ftlh", "\n<a href=\"/${lang}/contact\">a</a>");
        assertTrue(site.problems().toString(), site.problems().stream().anyMatch(each -> each.startsWith(
                "site/templates/page.ftlh, line 2: '/fr/contact' leads nowhere: there is no page content/fr/contact.md;"
                        + " link(\"contact\") leads to a language that has it")));
    }

    @Test
    public void aPageThatCannotBeReadIsOneMistakeWhateverLinksToIt() throws IOException {
        site.speaks("fr");
        String links = "[a](about) [b](../fr/) [c](../en/about) [d](../fr/about)\n";
        site.write("templates/page.ftlh", "<a href=\"/${lang}/about\">a</a><a href=\"/${lang}/\">a</a>${content?no_esc}");
        site.write("content/fr/about.md", FRONT + links);
        site.write("content/en/press.md", FRONT + links);
        site.write("content/fr/press.md", FRONT + links);
        site.write("content/en/about.md", LATIN);
        site.write("content/fr/home.md", "no front matter\n");
        assertEquals(List.of("content/en/about.md: expected UTF-8, found another encoding",
                "content/fr/home.md: expected front matter between two lines '---', the first on line 1"), said());
        site.write("content/en/about.md", FRONT);
        site.delete("content/fr/home.md");
        assertEquals(List.of("content/fr/home.md: expected a home page in each language"), said());
        site.write("content/fr/home.md", FRONT);
        site.write("content/fr/about.md", LATIN);
        assertEquals(List.of("content/fr/about.md: expected UTF-8, found another encoding"), said());
    }

    /** What a check of the folder says. */
    private List<String> said() throws IOException {
        return new FolderReader(Shipped.NOTHING, Optional.empty()).read(site.getRoot().toPath()).findings().stream()
                .map(each -> each.file() + ": " + each.message()).sorted().toList();
    }

    @Test
    public void aLinkIsNamedWhereItStandsAndNotWhereItsNameIsAWord() throws IOException {
        site.write("content/en/home.md", FRONT + "Boats, and gone they are.\n\nBoats <a href=\"x\">x</a>, and [a](gone) x\n");
        assertTrue(site.problems().toString(), site.problems().getFirst().startsWith(
                "site/content/en/home.md, line 6: 'gone' leads nowhere"));
    }

    @Test
    public void aTitleOfACampaignThatNobodyWroteIsOneMistake() throws IOException {
        site.speaks("fr");
        site.write("site.yaml", """
                name: Small
                languages: [en, fr]
                campaigns:
                  - { id: flood, currency: EUR, goal: 100, amounts: [10] }
                  - { id: tunis, currency: TND, goal: 100, amounts: [10] }
                """);
        site.write("templates/page.ftlh", "<#list site.campaigns[1..] as each>${t(\"campaign.\" + each.id + \".title\")}</#list>"
                + "${t(\"campaign.tunis.title\")}");
        assertEquals(List.of("site/translations/en.yaml: campaign.tunis.title: expected this text, what the campaign is called;"
                + " its id is shown (also in translations/fr.yaml)"), site.problems());
        assertEquals("tunistunis", site.body("/fr/tunis"));
        site.write("translations/fr.yaml", "language: fr\ncampaign: { tunis: { title: Tunis } }\n");
        assertEquals(List.of("site/translations/en.yaml: campaign.tunis.title: expected this key as in translations/fr.yaml,"
                + " line 2"), site.problems());
    }
}
