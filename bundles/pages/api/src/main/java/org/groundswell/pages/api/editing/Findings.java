package org.groundswell.pages.api.editing;

import java.util.List;

/**
 * What the check of a site says. Each is one sentence with file, line where known, and what was expected. Immutable.
 *
 * @param mistakes what stops a change
 * @param remarks  what should be mended and stops nothing, among it what was wrong before
 */
public record Findings(List<String> mistakes, List<String> remarks) {

    public Findings {
        mistakes = List.copyOf(mistakes);
        remarks = List.copyOf(remarks);
    }
}
