package org.groundswell.stress;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reports in a folder, one JSON file each, the oldest first. */
final class Reports {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;

    Reports(Path folder) {
        this.folder = folder;
    }

    /**
     * A test and how it went.
     *
     * @param at     when it ended, UTC (ISO 8601)
     * @param target what was tested
     * @param most   visitors a second at most
     */
    record Report(String at, String target, double most, int donorsPercent, Result result) {
    }

    /**
     * What is in the folder.
     *
     * @param reports    the oldest first
     * @param unreadable why each other file is no report, one sentence each; it keeps no report back
     */
    record Found(List<Report> reports, List<String> unreadable) {
    }

    Found all() throws IOException {
        var reports = new ArrayList<Report>();
        var unreadable = new ArrayList<String>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                    try {
                        reports.add(read(file));
                    } catch (IOException | JsonParseException e) {
                        unreadable.add(file + " is no report and is left out: " + e.getMessage());
                    }
                }
            }
        }
        return new Found(reports, unreadable);
    }

    /** The last of these about a target, or null where there is none. */
    static Report last(List<Report> reports, String target) {
        return reports.stream().filter(each -> each.target().equals(target)).reduce((_, later) -> later).orElse(null);
    }

    /** Whole or not at all: a tester may be ended at any moment. */
    Path write(Report report) throws IOException {
        Files.createDirectories(folder);
        return replace(folder.resolve(NAME.format(Instant.parse(report.at())) + ".json"), report);
    }

    static Path replace(Path file, Report report) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), GSON.toJson(report) + "\n");
        return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a file says, if it is a report. */
    static Optional<Report> one(Path file) {
        try {
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }

    private static Report read(Path file) throws IOException {
        Report report = GSON.fromJson(Files.readString(file), Report.class);
        if (report == null || report.at() == null || report.target() == null || report.result() == null
                || report.result().gaveWay() == null) {
            throw new IOException("at, target, result or result.gaveWay is missing");
        }
        return report;
    }
}
