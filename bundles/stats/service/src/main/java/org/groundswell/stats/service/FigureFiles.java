package org.groundswell.stats.service;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.shared.files.LineFile;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.stats.api.FigureHistory;
import org.groundswell.stats.api.Figures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for each day (UTC) with a line for each minute, on the disk before the next one begins. A day takes 60 kB to
 * 350 kB; days that are older than what is kept are removed. Thread-safe.
 */
final class FigureFiles {
    private static final Logger LOG = LoggerFactory.getLogger(FigureFiles.class);
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(\\.unread)?");

    private final Path folder;
    private final Gson gson = new Gson();
    private LocalDate day;
    private LineFile file;

    /** @param folder made when something is to be written */
    FigureFiles(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException where the minute is not kept; the next one may be */
    synchronized void append(Figures minute) throws IOException {
        LocalDate its = day(minute.from());
        if (!its.equals(day)) {
            close();
            PrivateFiles.folder(folder);
            removeBefore(its.minusDays(FigureHistory.KEPT.toDays()));
            file = new LineFile(path(its), true, List::of);
            day = its;
        }
        file.append(FigureLine.write(minute, gson));
    }

    /** The minutes of a day, in order; where a minute has two lines (the node was restarted in it), both as one. */
    List<Figures> read(LocalDate of) throws IOException {
        var minutes = new TreeMap<Instant, Figures>();
        // Read by a file object of its own: nobody waits for the one that is written to.
        try (var read = new LineFile(path(of), false, List::of)) {
            read.read(line -> {
                Figures each = FigureLine.read(line, gson);
                if (!day(each.from()).equals(of) || !each.from().equals(each.from().truncatedTo(ChronoUnit.MINUTES))) {
                    throw new IllegalArgumentException("no minute of this day");
                }
                minutes.merge(each.from(), each, (one, other) -> one.with(other, one.from(), 1));
            }).ifPresent(LOG::warn);
        }
        return List.copyOf(minutes.values());
    }

    synchronized void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
            day = null;
        }
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private Path path(LocalDate of) {
        return folder.resolve(of.toString());
    }

    private void removeBefore(LocalDate first) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                String name = each.getFileName().toString();
                if (DAY.matcher(name).matches() && name.compareTo(first.toString()) < 0) {
                    Files.delete(each);
                }
            }
        }
    }
}
