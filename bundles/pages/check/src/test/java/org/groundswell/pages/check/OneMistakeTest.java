package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;
import org.groundswell.pages.api.check.Finding;
import org.junit.Rule;
import org.junit.Test;

/** One mistake is one message, and blames no other file. */
public class OneMistakeTest {
    @Rule
    public final CheckedSite site = new CheckedSite();

    @Test
    public void aKeyThatIsMisspelt() throws IOException {
        site.change("translations/nl.yaml", "skip:", "skp:");
        said("translations/nl.yaml:2: error: skp: no other language has this key; is it skip?");
    }

    @Test
    public void aKeyThatIsMisspeltWithAllBelowIt() throws IOException {
        site.change("translations/nl.yaml", "progress:", "progres:");
        said("translations/nl.yaml:12: error: progres: no other language has this key; is it progress?");
    }

    @Test
    public void aKeyThatBundlesAskForAndTheFirstLanguageMisspells() throws IOException {
        site.change("translations/en.yaml", "  gone:", "  gonne:");
        said("translations/en.yaml:");
    }

    @Test
    public void aKeyThatOneLanguageHasAlone() throws IOException {
        site.change("translations/nl.yaml", "skip:", "zomaar: Iets\nskip:");
        said("translations/nl.yaml:2: error: zomaar: no other language has this key");
    }

    @Test
    public void aQuoteThatIsOpen() throws IOException {
        site.change("translations/nl.yaml", "skip: ", "skip: \"");
        said("translations/nl.yaml:2: error: the quote that is opened on this line is not closed");
    }

    @Test
    public void aQuoteThatIsOpenInFrontMatter() throws IOException {
        site.change("content/en/about.md", "title: ", "title: \"");
        said("content/en/about.md:2: error: the quote that is opened on this line is not closed");
    }

    @Test
    public void aTitleThatIsEmpty() throws IOException {
        site.change("content/en/about.md", "title: ", "title: # ");
        said("content/en/about.md:2: error: title: expected a text");
    }

    @Test
    public void aLanguageOfWhichThereIsNothing() throws IOException {
        site.change("site.yaml", "[en, nl, ar]", "[en, nl, ar, fr]");
        said("site.yaml:4: error: languages: of 'fr' there is neither content/fr/ nor translations/fr.yaml");
    }

    @Test
    public void aCampaignOnTheHomePageThatHasEnded() throws IOException {
        site.change("site.yaml", "    goal: 250000", "    goal: 250000\n    closes: 2020-12-24");
        said("site.yaml:18: warning: the campaign on the home page, flood, has ended");
    }

    private void said(String beginning) throws IOException {
        List<Finding> findings = site.findings();
        assertEquals(String.join("\n", findings.stream().map(Finding::toString).toList()), 1, findings.size());
        assertTrue(findings.toString(), findings.getFirst().toString().startsWith(beginning));
    }
}
