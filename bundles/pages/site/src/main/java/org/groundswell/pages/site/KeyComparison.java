package org.groundswell.pages.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys of translations beside each other: each mistake is said once, in the file that has it. Used by one thread. */
final class KeyComparison {
    private static final int MOST_SLIPS = 2;
    private static final int SHORTEST = 3;
    /** Each is held against all that are missing; who has more than these has not misspelt a few. */
    private static final int MOST_COMPARED = 50;

    /** The line of each key, by language; the first language is the measure where two differ. */
    private final LinkedHashMap<String, Map<String, Integer>> lines = new LinkedHashMap<>();
    private final Set<String> misplaced = new HashSet<>();
    private final Set<String> meant = new HashSet<>();

    void add(String language, Map<String, Integer> keys) {
        lines.put(language, new TreeMap<>(keys));
    }

    List<Problem> problems() {
        var problems = new LinkedHashMap<String, Problem>();
        for (String language : new ArrayList<>(lines.keySet()).reversed()) {
            List<String> alone = alone(language);
            Set<String> missing = alone.size() > MOST_COMPARED ? new TreeSet<>() : missing(language);
            for (String key : alone) {
                String other = missing.stream().filter(each -> !slip(key, each).isEmpty()).findFirst().orElse("");
                if (!other.isEmpty()) {
                    missing.remove(other);
                    misplaced.add(key);
                    meant.add(language + " " + other);
                    String path = slip(key, other);
                    problems.putIfAbsent(language + " " + path, problem(language, key, path
                            + ": no other language has this key; is it " + slip(other, key) + "?"));
                } else if (lines.size() > 2 && !language.equals(lines.firstEntry().getKey())) {
                    misplaced.add(key);
                    problems.put(language + " " + key, problem(language, key, key
                            + ": no other language has this key: take it away, or write it in all of them"));
                }
            }
        }
        var all = new ArrayList<>(problems.values());
        places().forEach((key, place) -> lines.forEach((language, keys) -> {
            if (!keys.containsKey(key) && !misplaced.contains(key) && !meant.contains(language + " " + key)) {
                all.add(new Problem(Translations.file(language), 0, key + ": expected this key as in " + place));
            }
        }));
        return all;
    }

    private Problem problem(String language, String key, String message) {
        return new Problem(Translations.file(language), lines.get(language).get(key), message);
    }

    /** Where each key stands in the first language that has it. */
    private Map<String, String> places() {
        var places = new TreeMap<String, String>();
        lines.forEach((language, keys) -> keys.forEach((key, line) -> places.putIfAbsent(key,
                Translations.file(language) + ", line " + line)));
        return places;
    }

    /** What no other language has, and what is not what a misspelt one was to be. */
    private List<String> alone(String language) {
        var alone = new TreeSet<>(lines.get(language).keySet());
        lines.forEach((other, keys) -> {
            if (!other.equals(language)) {
                alone.removeAll(keys.keySet());
            }
        });
        alone.removeIf(key -> lines.keySet().stream().anyMatch(other -> meant.contains(other + " " + key)));
        return lines.size() < 2 ? List.of() : alone.stream().sorted(Comparator.comparing(lines.get(language)::get)).toList();
    }

    /** What all others have and this one has not. */
    private Set<String> missing(String language) {
        var missing = new TreeSet<String>();
        lines.values().forEach(keys -> missing.addAll(keys.keySet()));
        lines.forEach((other, keys) -> {
            if (other.equals(language)) {
                missing.removeAll(keys.keySet());
            } else {
                missing.retainAll(keys.keySet());
            }
        });
        return missing;
    }

    /** The key up to the one part in which it differs from the other by a slip of the pen; "" where it does not. */
    private static String slip(String key, String other) {
        String[] parts = key.split("\\.");
        String[] others = other.split("\\.");
        int differing = -1;
        for (int i = 0; i < parts.length; i++) {
            if (parts.length != others.length || !parts[i].equals(others[i]) && differing >= 0) {
                return "";
            }
            differing = parts[i].equals(others[i]) ? differing : i;
        }
        boolean alike = differing >= 0 && (parts[differing].equalsIgnoreCase(others[differing])
                || Math.min(parts[differing].length(), others[differing].length()) >= SHORTEST
                        && distance(parts[differing], others[differing]) <= MOST_SLIPS);
        return alike ? String.join(".", List.of(parts).subList(0, differing + 1)) : "";
    }

    /** How many letters have to be added, taken away or changed. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
