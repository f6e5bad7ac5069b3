package org.groundswell.kernel.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gogo explains a command when it is asked {@code help scope:command}; people ask {@code scope:command --help}. It knows
 * only those that are Java methods: one with a hyphen in its name is asked itself.
 */
final class Help {
    private static final Pattern ASKED = Pattern.compile("\\s*([\\w.-]+:[\\w.]+)\\s+(?:--help|-h|-\\?)\\s*");

    private Help() {
    }

    static String wanted(String line) {
        Matcher asked = ASKED.matcher(line);
        return asked.matches() ? "help " + asked.group(1) : line;
    }
}
