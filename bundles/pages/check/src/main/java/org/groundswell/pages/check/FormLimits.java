package org.groundswell.pages.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.groundswell.shared.files.ByteOrderMark;
import org.groundswell.shared.money.AmountLimits;
import org.groundswell.shared.settings.SettingsFile;
import org.groundswell.shared.settings.SettingsFile.Line;

/** Which gifts the form takes, as a file of settings says it. */
final class FormLimits {
    private static final Line LEAST = new Line(0, "100");
    private static final Line MOST = new Line(0, "5000000");
    private static final Line NONE = new Line(0, "");

    private FormLimits() {
    }

    /**
     * The limits of a file; where there is none, of a form without settings.
     *
     * @throws IllegalArgumentException where the file says what is no limit
     */
    static AmountLimits read(Path file) throws IOException {
        Map<String, Line> lines = Files.isRegularFile(file) ? lines(file) : Map.of();
        String named = lines.getOrDefault("limits", NONE).value();
        return AmountLimits.of(named.isBlank() ? new String[0] : named.split("\\s*,\\s*"),
                Long.parseLong(lines.getOrDefault("minimumMinor", LEAST).value()),
                Long.parseLong(lines.getOrDefault("maximumMinor", MOST).value()));
    }

    /** A line behind a mark, as the files have them by default, says what is in force without it. */
    private static Map<String, Line> lines(Path file) throws IOException {
        String name = file.getFileName().toString();
        String text = ByteOrderMark.removed(Files.readString(file));
        var lines = new HashMap<>(SettingsFile.parse(name, text.replaceAll("(?m)^#", "")).lines());
        lines.putAll(SettingsFile.parse(name, text).lines());
        return lines;
    }
}
