package org.groundswell.kernel.keeper.ending;

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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An end of the node that nobody wanted, as {@code bin/groundswell} has noted it.
 *
 * @param what was seen, in words
 */
record Ending(Instant at, String what) {
    private static final Pattern SIGNAL = Pattern.compile("ended by signal (\\w+)");
    /** What the virtual machine ends itself with when it cannot go on. */
    private static final Set<String> CRASHES = Set.of("ABRT", "SEGV", "BUS", "ILL", "FPE", "TRAP", "SYS");

    /** What an end says about bundles. */
    enum Kind {
        /** The process ended itself, and nobody has said why. */
        BY_ITSELF,
        /** The virtual machine crashed: code that is none of Java's, or the machine's own fault. */
        CRASH,
        /** It had no memory left. */
        MEMORY,
        /** Nobody has seen it: a bundle, a signal, or the machine. */
        UNSEEN,
        /** A signal came from elsewhere, or whoever ended it was named then and there. */
        EXPLAINED
    }

    Kind kind() {
        Matcher signal = SIGNAL.matcher(what);
        boolean signalled = signal.find();
        if (signalled && CRASHES.contains(signal.group(1))) {
            return Kind.CRASH;
        }
        if (signalled || what.contains("is set aside") || what.matches("exit status 78\\b.*")) {
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
