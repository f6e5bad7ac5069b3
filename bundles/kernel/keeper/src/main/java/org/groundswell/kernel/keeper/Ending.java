package org.groundswell.kernel.keeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An end of the node that nobody wanted, as {@code bin/groundswell} has noted it.
 *
 * @param what was seen, in words
 */
record Ending(Instant at, String what) {

    /** What an end says about bundles. */
    enum Kind {
        /** The process ended itself, and nobody has said why. */
        BY_ITSELF,
        /** It had no memory left. */
        MEMORY,
        /** Nobody has seen it: a bundle, a signal, or the machine. */
        UNSEEN,
        /** A signal came from elsewhere, or whoever ended it was named then and there. */
        EXPLAINED
    }

    Kind kind() {
        if (what.contains("is set aside") || what.matches("exit status 78\\b.*")
                || what.matches(".*ended by signal (KILL|TERM|HUP|INT|QUIT).*")) {
            return Kind.EXPLAINED;
        }
        return what.contains("memory") ? Kind.MEMORY : what.contains("nothing saw it end") ? Kind.UNSEEN
                : Kind.BY_ITSELF;
    }

    /**
     * The last one of the list.
     *
     * @param list lines of time, what was seen and the name of a file, with tabs between
     * @param since when the run began whose end is wanted
     */
    static Optional<Ending> last(Path list, Instant since) throws IOException {
        try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
            List<Ending> all = lines.map(Ending::parse).flatMap(Optional::stream).toList();
            // The list has whole seconds.
            return all.isEmpty() || all.getLast().at().isBefore(since.truncatedTo(ChronoUnit.SECONDS))
                    ? Optional.empty() : Optional.of(all.getLast());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<Ending> parse(String line) {
        String[] parts = line.split("\t");
        try {
            return parts.length == 3 ? Optional.of(new Ending(Instant.parse(parts[0]), parts[1])) : Optional.empty();
        } catch (DateTimeParseException e) {
            // It was cut off.
            return Optional.empty();
        }
    }
}
