package org.groundswell.stress;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The reports in a folder, one JSON file each, the oldest first. */
final class Reports {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

    private final Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
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

    List<Report> all() throws IOException {
        var all = new ArrayList<Report>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                    all.add(read(file));
                }
            }
        }
        return all;
    }

    /** The last of these about a target, or null where there is none. */
    static Report last(List<Report> reports, String target) {
        return reports.stream().filter(each -> each.target().equals(target)).reduce((_, later) -> later).orElse(null);
    }

    Path write(Report report) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(NAME.format(Instant.parse(report.at())) + ".json"),
                gson.toJson(report) + "\n");
    }

    private Report read(Path file) throws IOException {
        try {
            return gson.fromJson(Files.readString(file), Report.class);
        } catch (JsonParseException e) {
            throw new IOException(file + " is no report: " + e.getMessage(), e);
        }
    }
}
