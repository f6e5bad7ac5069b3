package org.groundswell.stress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import org.groundswell.stress.Reports.Report;

/** A report as one HTML file that needs nothing else, to be sent around. */
final class PictureFile {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #14303a; --paper: #fff; --soft: #55686f; --grid: #d6dedc; --first: #0f6a74;
              --second: #b9540a; --bad: #a61b1b; --before: #8a8f98; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6efee; --paper: #0d1c21; --soft: #a9bfc2; --grid: #2b434b;
              --first: #6cc3c3; --second: #f0a35e; --bad: #ffb4a8; --before: #8a9aa0; } }
            body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: var(--paper); color: var(--ink);
              font: 1rem/1.5 system-ui, sans-serif; }
            svg { display: block; width: 100%; height: auto; margin: 1.5rem 0; }
            svg text { font: 13px system-ui, sans-serif; fill: var(--soft); }
            svg .title { font-weight: 700; fill: var(--ink); }
            svg .y { text-anchor: end; } svg .x { text-anchor: middle; }
            svg path { fill: none; stroke-width: 2; } svg .grid { stroke: var(--grid); stroke-width: 1; }
            svg .first { stroke: var(--first); } svg .second { stroke: var(--second); } svg .bad { stroke: var(--bad); }
            svg .before { stroke: var(--before); stroke-dasharray: 5 4; }
            svg circle.first { fill: var(--first); } svg circle.before { fill: none; stroke-dasharray: none; }
            pre { padding: 1rem; overflow-x: auto; border: 1px solid var(--grid); border-radius: .5rem; }
            """;

    private PictureFile() {
    }

    /** Whole or not at all. */
    static void write(Path file, Report report, Report before) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, page(report, before), StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static String page(Report report, Report before) {
        return "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>Stress test of " + Panel.escaped(report.target())
                + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n<h1>Stress test of " + Panel.escaped(report.target())
                + "</h1>\n<p>" + Panel.escaped(report.at()) + (before == null ? "" : ", with that of " + Panel.escaped(before.at())
                + " behind it") + "</p>\n" + Charts.of(report, before).stream().map(Panel::svg).collect(Collectors.joining("\n"))
                + "\n<pre>" + Panel.escaped(Screen.of(report, before)) + "</pre>\n</body>\n</html>\n";
    }
}
