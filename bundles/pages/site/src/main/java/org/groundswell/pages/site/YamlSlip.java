package org.groundswell.pages.site;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people get wrong who write YAML without knowing it, in their words.
 *
 * @param line counted from 0
 */
record YamlSlip(int line, String message) {
    static final String REMARK = "what stands behind # is a remark and not read: put the colour in quotes, such as \"#0b4f57\"";
    /** A colour without quotes. */
    static final Pattern COLOUR = Pattern.compile(":\\s+#[0-9a-fA-F]{3,8}\\b");
    private static final Pattern COLON = Pattern.compile("^\\s*([\\w.-]+):\\s+([^\"'\\[{#][^#]*:\\s.*)$");
    private static final int SHOWN = 60;

    /** @param line of which the reader complains, counted from 0 */
    static Optional<YamlSlip> of(String text, String complaint, int line) {
        List<String> lines = text.lines().toList();
        for (int i = Math.min(line, lines.size() - 1); i >= 0; i--) {
            if (COLOUR.matcher(lines.get(i)).find()) {
                return Optional.of(new YamlSlip(i, REMARK));
            }
        }
        if (complaint.contains("mapping values are not allowed") && line < lines.size()) {
            Matcher colon = COLON.matcher(lines.get(line));
            if (colon.matches() && colon.group(2).length() <= SHOWN) {
                return Optional.of(new YamlSlip(line, "a text with a colon and a blank in it stands in quotes, such as "
                        + colon.group(1) + ": \"" + colon.group(2).strip() + "\""));
            }
            return Optional.of(new YamlSlip(line, "a text with a colon and a blank in it stands in quotes"));
        }
        return Optional.empty();
    }
}
