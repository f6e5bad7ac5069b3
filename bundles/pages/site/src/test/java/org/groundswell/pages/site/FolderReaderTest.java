package org.groundswell.pages.site;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
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
    public void twoEntriesWithOneAddressAreAMistake() throws IOException {
        site.write("content/en/news/2026-02-02-secret.md", "---\ntitle: Shown\n---\n");
        assertEquals("beside a draft there is one", List.of(), errors());
        site.write("content/en/news/2026-02-03-secret.md", "---\ntitle: Again\n---\n");
        assertEquals(List.of("content/en/news/2026-02-03-secret.md 0 another entry has this name on another day, and only one"
                + " of them is shown: give this one another name"), errors());
    }

    private List<String> errors() throws IOException {
        return new FolderReader(Shipped.NOTHING).read(site.getRoot().toPath()).findings().stream()
                .filter(each -> each.severity() == Finding.Severity.ERROR).map(each -> each.file() + " " + each.line() + " " + each.message()).toList();
    }
}
