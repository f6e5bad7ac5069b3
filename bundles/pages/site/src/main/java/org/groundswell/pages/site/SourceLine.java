package org.groundswell.pages.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A line of a file of the site.
 *
 * @param number counted from 1
 */
record SourceLine(String file, int number) {

    /** The first line in these files, by their names, that has this text. */
    static Optional<SourceLine> of(Map<String, String> files, String wanted) {
        return of(files, (String line) -> line.contains(wanted));
    }

    /** The first line in these files that is wanted. */
    static Optional<SourceLine> of(Map<String, String> files, Predicate<String> wanted) {
        for (Map.Entry<String, String> file : files.entrySet()) {
            List<String> lines = file.getValue().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (wanted.test(lines.get(i))) {
                    return Optional.of(new SourceLine(file.getKey(), i + 1));
                }
            }
        }
        return Optional.empty();
    }

    Problem problem(String message) {
        return new Problem(file, number, message);
    }
}
