package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.groundswell.pages.api.check.Finding;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What a check of a folder says of news that nobody sees. */
public class FolderReaderTest {
    private static final String HIDDEN = "/en/news/secret' leads nowhere: there is no page content/en/news/secret.md for"
            + " everybody: it is a draft or of a later day (page home, language en)";
    @Rule
    public final TestSite site = new TestSite();

    @Before
    public void aDraft() throws IOException {
        site.write("templates/page.ftlh", "${content?no_esc}");
        site.write("translations/en.yaml", "language: English\nnews: { title: News }\n");
        site.write("content/en/news/2026-02-01-secret.md", "---\ntitle: Secret\ndraft: yes\n---\n");
    }

    @Test
    public void aLinkToADraftLeadsNowhere() throws IOException {
        site.write("content/en/home.md", "---\ntitle: Home\n---\n[Secret](/en/news/secret)\n");
        assertEquals(List.of("content/en/home.md 4 '" + HIDDEN), errors());
    }

    @Test
    public void hiddenNewsMayLinkToHiddenNews() throws IOException {
        site.write("content/en/news/2999-01-01-later.md", "---\ntitle: Later\n---\n[Secret](/en/news/secret)\n");
        assertEquals(List.of(), errors());
    }

    @Test
    public void aDraftThatSaysNeitherYesNorNoIsAMistakeOnce() throws IOException {
        site.write("content/en/news/2026-02-01-secret.md", "---\ntitle: Secret\ndraft: maybe\n---\n");
        assertEquals(List.of("ERROR draft: expected yes or no, found 'maybe'"), new FolderReader(Shipped.NOTHING, Optional.empty())
                .read(site.getRoot().toPath()).findings().stream().filter(each -> each.message().startsWith("draft"))
                .map(each -> each.severity() + " " + each.message()).toList());
    }

    @Test
    public void twoEntriesWithOneAddressAreAMistake() throws IOException {
        site.write("content/en/news/2026-02-02-secret.md", "---\ntitle: Shown\n---\n");
        assertEquals("beside a draft there is one", List.of(), errors());
        site.write("content/en/news/2026-02-03-secret.md", "---\ntitle: Again\n---\n");
        assertEquals(List.of("content/en/news/2026-02-03-secret.md 0 another entry has this name on another day, and only one"
                + " of them is shown: give this one another name"), errors());
    }

    /** That a campaign is closed or not yet there is seen by donors first, unless somebody tries it before. */
    @Test
    public void templatesAreTriedWithCampaignsThatAreClosedOrNotYetOpen() throws IOException {
        site.write("site.yaml", """
                name: Small
                languages: [en]
                campaigns:
                  - { id: flood, currency: EUR, goal: 100, amounts: [10] }
                  - { id: school, currency: EUR, goal: 100, amounts: [10], opens: 2999-01-01 20:00 }
                """);
        site.write("translations/en.yaml", "language: English\nnews: { title: News }\ncampaign: { school: { title: S } }\n");
        site.write("templates/page.ftlh", "${content?no_esc}\n<#if campaign.closed>${over}</#if>");
        assertEquals(List.of("page.ftlh 2, when every campaign is closed"), whereAndWhen());
        site.write("templates/page.ftlh", "${content?no_esc}\n<#if campaigns?size == 1>${alone}</#if>");
        assertEquals(List.of("page.ftlh 2, before the campaigns that open later"), whereAndWhen());
    }

    /** On a new site, in the night on which it opens. */
    @Test
    public void templatesAreTriedBeforeTheFirstGift() throws IOException {
        site.write("translations/en.yaml", "language: English\nnews: { title: News }\n");
        site.write("templates/page.ftlh", "${content?no_esc}\n<#if figures[campaign.id]??>${time(figures[campaign.id].updated)}</#if>");
        assertEquals(List.of("templates/page.ftlh 2 expected a value, found none, at ${time(figures[campaign.id].updated)} (page home,"
                + " language en, before the first gift)"), errors());
        site.write("templates/page.ftlh", "${content?no_esc}\n<#if (figures[campaign.id].updated)??>"
                + "${time(figures[campaign.id].updated)}</#if>");
        assertEquals(List.of(), errors());
    }

    private List<String> whereAndWhen() throws IOException {
        return errors().stream().filter(each -> each.contains("has no value here"))
                .map(each -> each.replaceFirst("(?s)^templates/(\\S+ \\d+) .*(, [^,]*)\\)$", "$1$2")).toList();
    }

    private List<String> errors() throws IOException {
        return new FolderReader(Shipped.NOTHING, Optional.empty()).read(site.getRoot().toPath()).findings().stream()
                .filter(each -> each.severity() == Finding.Severity.ERROR).map(each -> each.file() + " " + each.line() + " " + each.message()).toList();
    }
}
