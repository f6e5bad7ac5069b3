package org.groundswell.pages.check;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.groundswell.pages.api.check.Finding;
import org.junit.Rule;
import org.junit.Test;

/** The default site has nothing to mend, and of what was planted on it nothing is overlooked and nothing else is said. */
public class PlantedFaultsTest {
    private static final Path PLANTED = Path.of("src/test/resources/faults");
    /** A line for each: how the finding begins, and after a bar what else it says. */
    private static final Path EXPECTED = Path.of("src/test/resources/expected-findings.txt");

    @Rule
    public final CheckedSite site = new CheckedSite();

    @Test
    public void theDefaultSiteHasNothingToMend() throws IOException {
        assertEquals(List.of(), site.findings());
    }

    @Test
    public void eachPlantedFaultIsFoundAtItsPlaceAndNothingElse() throws IOException {
        site.put(PLANTED);
        // Kept out of the sources: as heavy as a photograph from a camera.
        Files.write(site.path("assets/boat.png"), new byte[600_000]);
        site.change("translations/nl.yaml", "opgehaald van {0}", "opgehaald");
        site.change("content/en/home.md", "  monthly:", "  7: { title: A house, text: A new house. }\n  monthly:");
        var left = new ArrayList<>(site.findings().stream().map(Finding::toString).toList());
        var missing = new ArrayList<String>();
        List<String> expected = Files.readAllLines(EXPECTED).stream().filter(line -> !line.startsWith("#")).toList();
        for (String line : expected) {
            String[] parts = line.split(" \\| ");
            var found = left.stream().filter(each -> each.startsWith(parts[0]) && each.contains(parts[1])).findFirst();
            found.ifPresentOrElse(left::remove, () -> missing.add(line));
        }
        assertEquals("overlooked, of all of these:\n" + String.join("\n", left), List.of(), missing);
        assertEquals("said and not planted", List.of(), left);
        assertTrue("as many as the issue wants", expected.size() >= 40);
    }

    /** Never the translations that have it right. */
    @Test
    public void aWrongPlaceInTheFirstLanguageIsNamedThere() throws IOException {
        site.change("translations/en.yaml", "raised of {0}", "raised of {O}");
        site.change("translations/en.yaml", "Our goal: {0}", "Our goal");
        assertEquals(List.of("translations/en.yaml:13: warning: progress.of: '{O}' is shown as it stands: the program fills"
                + " {0}", "translations/en.yaml:14: error: progress.goal: expected the places {0} as in nl, found none"),
                site.findings().stream().map(each -> each.toString().replaceFirst("; figures.*", "")).toList());
    }

    @Test
    public void aGoalWithThousandsBehindAPointIsNamed() throws IOException {
        site.change("site.yaml", "goal: 250000", "goal: 250.000");
        assertEquals(1, site.findings().size());
        assertTrue(site.findings().toString(), site.findings().getFirst().toString().startsWith("site.yaml:17: error: goal:"
                + " expected at most 2 decimals"));
    }
}
