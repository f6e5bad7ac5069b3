package org.groundswell.pages.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.shared.money.AmountLimits;

/** Which gifts the form takes, as a file of settings says it. */
final class FormLimits {
    /** A line without its mark, as the files have them by default, says what is in force without it. */
    private static final Pattern SETTING = Pattern.compile("(#?)\\s*(limits|minimumMinor|maximumMinor)\\s*=\\s*(.*?)\\s*");
    private static final String LEAST = "100";
    private static final String MOST = "5000000";

    private FormLimits() {
    }

    /**
     * The limits of a file; where there is none, of a form without settings.
     *
     * @throws IllegalArgumentException where the file says what is no limit
     */
    static AmountLimits read(Path file) throws IOException {
        var defaults = new HashMap<String, String>();
        var set = new HashMap<String, String>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                Matcher setting = SETTING.matcher(line);
                if (setting.matches()) {
                    (setting.group(1).isEmpty() ? set : defaults).put(setting.group(2), setting.group(3));
                }
            }
        }
        defaults.putAll(set);
        String named = defaults.getOrDefault("limits", "");
        return AmountLimits.of(named.isBlank() ? new String[0] : named.split("\\s*,\\s*"),
                Long.parseLong(defaults.getOrDefault("minimumMinor", LEAST)),
                Long.parseLong(defaults.getOrDefault("maximumMinor", MOST)));
    }
}
