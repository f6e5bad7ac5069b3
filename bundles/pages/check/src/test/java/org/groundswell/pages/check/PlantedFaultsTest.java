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
}
