package org.groundswell.payments.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same settings that a node's sandbox has, for a gateway without a node: lines of {@code key = value}. A changed file
 * counts at the next call; where it has a mistake, what was good before stays. Thread-safe.
 */
final class HabitsFile implements Supplier<Habits> {
    private static final Logger LOG = LoggerFactory.getLogger(HabitsFile.class);
    private static final Set<String> SWITCHES = Set.of("down", "twice", "outOfOrder", "never");
    private static final Map<String, Integer> NUMBERS = Map.of("slowMillis", 60_000, "lateMillis", 86_400_000,
            "payoutMinutes", 10_080);
    /** Says where a node keeps its own book. */
    private static final String FOLDER = "folder";
    private static final int PAYOUT_MINUTES = 60;

    private final Path file;
    private String text = "";
    private Habits habits;

    /** @throws IllegalArgumentException if the file has a mistake; it says in which line, and what was expected */
    HabitsFile(Path file) throws IOException {
        this.file = file;
        this.text = text();
        this.habits = read(text);
    }

    @Override
    public synchronized Habits get() {
        try {
            String now = text();
            if (!now.equals(text)) {
                text = now;
                habits = read(now);
                LOG.info("{}: {}", file.getFileName(), habits);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.warn("What was good before stays: {}", e.getMessage());
        }
        return habits;
    }

    private String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private Habits read(String said) {
        var values = new HashMap<String, String>();
        List<String> lines = said.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isEmpty() || lines.get(i).startsWith("#")) {
                continue;
            }
            String[] parts = lines.get(i).split("\\s*=\\s*", 2);
            String wrong = parts.length < 2 ? "expected 'key = value'" : wrong(parts[0], parts[1]);
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + wrong);
            }
            values.put(parts[0], parts[1]);
        }
        return new Habits(isOn(values, "down"), number(values, "slowMillis", 0), number(values, "lateMillis", 0),
                isOn(values, "twice"), isOn(values, "outOfOrder"), isOn(values, "never"),
                number(values, "payoutMinutes", PAYOUT_MINUTES));
    }

    private static String wrong(String key, String value) {
        if (SWITCHES.contains(key)) {
            return value.equals("true") || value.equals("false") ? "" : key + ": expected true or false";
        }
        if (NUMBERS.containsKey(key)) {
            return value.matches("[0-9]{1,8}") && Integer.parseInt(value) <= NUMBERS.get(key) ? ""
                    : key + ": expected a whole number from 0 to " + NUMBERS.get(key);
        }
        return key.equals(FOLDER) ? "" : "no such key as '" + key + "'";
    }

    private static boolean isOn(Map<String, String> values, String key) {
        return "true".equals(values.get(key));
    }

    private static int number(Map<String, String> values, String key, int otherwise) {
        return Integer.parseInt(values.getOrDefault(key, String.valueOf(otherwise)));
    }
}
