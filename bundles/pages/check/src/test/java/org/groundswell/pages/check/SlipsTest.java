package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.groundswell.pages.api.check.Finding;
import org.junit.Rule;
import org.junit.Test;

/** What slips in while a page is written is named on its own line. */
public class SlipsTest {
    @Rule
    public final CheckedSite site = new CheckedSite();

    @Test
    public void whatIsHalfALinkIsNamed() throws IOException {
        site.write("content/nl/slips.md", """
                ---
                title: De boot
                description: Over de boot en de schipper.
                translated: no
                ---
                De de schipper ziet
                de de boten, en de De Ruyter.

                Wij zien [de boten](about en verder.

                Wij zien [de boten(about) ook.

                Wij zien de boten](about) ook.

                [de regels][nergens] en een noot[^9] en een goede[^1].

                Eerst woorden. [ ](contact)

                [JS](javascript:alert(1)) en [ver weg](ftp://x.example/a)

                Een [regel](about), een goede [*], en [een woord](contact) (en meer).

                [^1]: Dat dat zo is.
                """);
        said("nl/slips.md",
                "6: warning: 'De de': the word is there twice",
                "7: warning: 'de de': the word is there twice",
                "9: warning: '[de boten](about' is a mark of Markdown",
                "11: warning: '[de boten(about)' is a mark of Markdown",
                "13: warning: '](about)' is a mark of Markdown",
                "15: warning: '[de regels][nergens]' is a mark of Markdown",
                "15: warning: '[^9]' is a mark of Markdown",
                "17: error: a link to '/nl/contact' has no text",
                "19: error: 'ftp://x.example/a' leads nowhere: pages may not have this address",
                "19: error: 'javascript:alert(1)' leads nowhere: pages may not have this address");
    }

    @Test
    public void aCampaignThatHasEndedIsNamedWhereverItStands() throws IOException {
        site.change("site.yaml", "  # opens: 2026-12-01 20:00", "  - { id: roof, currency: EUR, goal: 5000, amounts: [7],\n"
                + "      closes: 2020-12-24 }\n  # opens: 2026-12-01 20:00");
        List<Finding> found = site.findings().stream().filter(each -> each.message().contains("has ended")).toList();
        assertEquals(found.toString(), 1, found.size());
        assertTrue(found.toString(), found.getFirst().toString().matches("site\\.yaml:2[0-9]: warning: the campaign roof has ended.*"));
    }

    /** What its pages have in their texts is looked at all the same, and what is not is said. */
    @Test
    public void aTemplateThatFailsHidesNoOtherMistake() throws IOException {
        site.change("templates/page.ftlh", "<@layout", "${nothing.of.it}<@layout");
        site.change("content/en/about.md", "\n---\n", "\n---\n[rules](nowhere)\n\n");
        List<Finding> found = site.findings();
        assertTrue(found.toString(), found.stream().anyMatch(each -> each.file().equals("content/en/about.md")
                && each.message().contains("'nowhere' leads nowhere")));
        List<Finding> template = found.stream().filter(each -> each.file().equals("templates/page.ftlh")).toList();
        assertEquals(template.toString(), 1, template.size());
        assertTrue(template.toString(), template.getFirst().suggestion().contains("looked at once it is mended"));
    }

    private void said(String file, String... expected) throws IOException {
        List<String> found = site.findings().stream().filter(each -> each.file().endsWith(file)).map(Finding::toString)
                .map(each -> each.substring(each.indexOf(':') + 1)).toList();
        assertEquals(String.join("\n", found), expected.length, found.size());
        for (String each : expected) {
            assertTrue(each + " in " + String.join("\n", found), found.stream().anyMatch(one ->
                    Pattern.compile("^" + Pattern.quote(each)).matcher(one).find()));
        }
    }
}
