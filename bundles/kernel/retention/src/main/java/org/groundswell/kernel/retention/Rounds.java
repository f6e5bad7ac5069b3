package org.groundswell.kernel.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.groundswell.shared.files.PrivateFiles;

/**
 * When a round is due, and whether it may delete. A clock that is wrong would make everything old: so a round deletes only
 * where the one before it was within the last week. The first one, and the first after a leap of the clock or a long rest,
 * only looks; the next day shows whether the clock is still the same. For one thread.
 */
final class Rounds {
    private static final Duration LEAST = Duration.ofHours(12);
    /** A node that is never on at the hour has its rounds all the same. */
    private static final Duration LONGEST = Duration.ofHours(48);
    private static final Duration TRUSTED = Duration.ofDays(7);

    private final Path file;
    private final int hour;

    /** What is to be done now. */
    enum Step { WAIT, LOOK, DELETE }

    /** @param hour of the day, UTC */
    Rounds(Path file, int hour) {
        this.file = file;
        this.hour = hour;
    }

    Step next(Instant now) throws IOException {
        Optional<Instant> last = last();
        if (last.isEmpty() || last.get().isAfter(now)) {
            return Step.LOOK;
        }
        Duration since = Duration.between(last.get(), now);
        boolean isHour = now.atZone(ZoneOffset.UTC).getHour() == hour && since.compareTo(LEAST) >= 0;
        if (!isHour && since.compareTo(LONGEST) < 0) {
            return Step.WAIT;
        }
        return since.compareTo(TRUSTED) <= 0 ? Step.DELETE : Step.LOOK;
    }

    /** Remembers a round, before it deletes anything: one that breaks off is not begun again and again. */
    void begun(Instant now) throws IOException {
        PrivateFiles.folder(file.toAbsolutePath().getParent());
        PrivateFiles.replace(file, now + "\n");
    }

    private Optional<Instant> last() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (DateTimeParseException e) {
            // Damaged: as if there had been no round.
            return Optional.empty();
        }
    }
}
