package org.groundswell.shared.options;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads what is typed behind one of {@code bin/groundswell}'s programs, in the same way for each. */
public final class OptionParser {
    private static final int WIDTH = 120;
    private static final int OPTIONS_WIDTH = 24;

    private OptionParser() {
    }

    /** @param options an object whose fields or methods carry picocli's annotations */
    public static CommandLine of(Object options) {
        // A name that begins with @ is a name, the last word counts, and no terminal is asked for its colours.
        return new CommandLine(options).setExpandAtFiles(false).setOverwrittenOptionsAllowed(true)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF)).setUsageHelpWidth(WIDTH)
                .setUsageHelpLongOptionsMaxWidth(OPTIONS_WIDTH);
    }

    /** In a line, what is wrong with what was typed, and what may have been meant. */
    public static String problem(ParameterException wrong) {
        var meant = wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : null;
        return meant == null || meant.isEmpty() ? wrong.getMessage()
                : wrong.getMessage() + "; did you mean " + String.join(" or ", meant) + "?";
    }
}
