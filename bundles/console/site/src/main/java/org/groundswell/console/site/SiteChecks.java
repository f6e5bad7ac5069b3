package org.groundswell.console.site;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.pages.api.check.Finding;
import org.groundswell.pages.api.check.Finding.Severity;
import org.groundswell.pages.api.editing.SiteEditing;
import org.groundswell.pages.api.editing.TextChange;
import org.groundswell.shared.files.PrivateFiles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through the whole site, and through what is about to be published. Remembers the last whole look. Thread-safe. */
@Component(service = SiteChecks.class)
public final class SiteChecks {
    private static final Logger LOG = LoggerFactory.getLogger(SiteChecks.class);
    /** How long an editor waits for a look at what is about to be published. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** With other sites that do not answer. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(15);
    private static final String OUTSIDE = "--outside";

    private final SiteEditing editing;
    private final CheckProcess process;
    /** Apart: whoever publishes does not wait for a look that waits for other sites. */
    private final Reviews reviews;
    private final Path file;
    private final Path outsideFile;
    private final Clock clock;
    private volatile Optional<Report> last;
    /** Apart: a look that does not ask other sites does not find what they said, and it is as old as it was. */
    private volatile Optional<Report> lastOutside;
    /** By the editor who was asked. */
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    @Activate
    public SiteChecks(BundleContext context, @Reference SiteEditing editing) throws IOException {
        this(editing, NodeFolder.of(context).resolve("bin/groundswell"), NodeFolder.of(context).data(),
                Clock.systemUTC());
    }

    SiteChecks(SiteEditing editing, Path program, Path data, Clock clock) throws IOException {
        this(editing, program, data, clock, PATIENCE);
    }

    SiteChecks(SiteEditing editing, Path program, Path data, Clock clock, Duration patience) throws IOException {
        this.editing = editing;
        Path folder = data.resolve("console/site/check");
        this.process = new CheckProcess(program, data, folder);
        this.reviews = new Reviews(editing, new CheckProcess(program, data, folder.resolve("review")), patience, clock);
        this.file = PrivateFiles.folder(folder).resolve("last.json");
        this.outsideFile = folder.resolve("last-outside.json");
        this.clock = clock;
        this.last = read(file);
        this.lastOutside = read(outsideFile).or(() -> last.filter(Report::outside));
    }

    @Deactivate
    void close() {
        reviews.close();
    }

    /**
     * A look through the whole site.
     *
     * @param at       in milliseconds since 1970
     * @param outside  whether other sites were asked, too
     * @param findings by place
     */
    record Report(long at, boolean outside, List<Finding> findings) {

        Report {
            findings = List.copyOf(findings);
        }

        /** What none of these said, wherever it has moved in its file. */
        List<Finding> newSince(List<Report> before) {
            Set<String> known = new HashSet<>();
            before.forEach(each -> each.findings().forEach(one -> known.add(one.file() + one.message())));
            return findings.stream().filter(each -> !known.contains(each.file() + each.message())).toList();
        }
    }

    /**
     * What an editor was asked about last: whoever says that it is meant does not wait for the same look again.
     *
     * @param changes by what they are known
     * @param mark    of the warnings
     */
    private record Asked(String changes, String mark) {

        static String known(List<TextChange> changes) {
            return changes.stream().map(each -> each.file() + " " + each.expected() + " " + TextChange.digest(each.text()))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static Optional<Report> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new Gson().fromJson(Files.readString(file, StandardCharsets.UTF_8), Report.class));
        } catch (JsonParseException | NullPointerException e) {
            LOG.warn("{} is no report of a check and is written anew: {}", file, e.toString());
            return Optional.empty();
        }
    }

    Optional<Report> last() {
        return last;
    }

    /** The last look, and the last one that asked other sites, too. */
    List<Report> before() {
        return Stream.of(last, lastOutside).flatMap(Optional::stream).toList();
    }

    /**
     * Looks through the whole site as it is.
     *
     * @param outside whether other sites are asked, too, if links to them lead somewhere
     */
    Report look(boolean outside) throws IOException {
        List<Finding> found = outside ? process.look(editing, List.of(), LONGEST_LOOK, OUTSIDE)
                : process.look(editing, List.of(), LONGEST_LOOK);
        var report = new Report(clock.millis(), outside, found);
        remember(report);
        return report;
    }

    private synchronized void remember(Report report) throws IOException {
        String text = new Gson().toJson(report);
        if (report.outside()) {
            PrivateFiles.replace(outsideFile, text);
            lastOutside = Optional.of(report);
        }
        PrivateFiles.replace(file, text);
        last = Optional.of(report);
    }

    /**
     * What stops these changes, or is better mended in their files first. Where no look can be had, or it takes long, the
     * editor is asked: a correction on the night does not wait for a check.
     *
     * @param said the mark of what an editor was asked, who says that it is meant
     * @param by   who that is
     */
    Optional<Outcome> review(List<TextChange> changes, String said, String by) {
        String known = Asked.known(changes);
        if (!said.isEmpty() && new Asked(known, said).equals(asked.get(by))) {
            return Optional.empty();
        }
        try {
            return switch (reviews.ask(by, known, changes)) {
                case Reviews.Answer.Looking looking -> {
                    String mark = mark(List.of(known));
                    asked.put(by, new Asked(known, mark));
                    yield Optional.of(new Outcome.Looking(looking.since(), mark));
                }
                case Reviews.Answer.Found found -> judged(changes, found.findings(), said, by);
            };
        } catch (IOException e) {
            LOG.warn("What is about to be published could not be looked through: {}", e.getMessage());
            return asked(by, known, List.of("Nobody could look through it: " + e.getMessage() + "; have another look at your"
                    + " text"));
        }
    }

    private Optional<Outcome> judged(List<TextChange> changes, List<Finding> findings, String said, String by) {
        Set<String> files = changes.stream().map(TextChange::file).collect(Collectors.toSet());
        List<Finding> found = findings.stream().filter(each -> files.contains(each.file()) || isLacking(files, each)).toList();
        List<String> errors = found.stream().filter(each -> each.severity() == Severity.ERROR).map(SiteChecks::sentence).toList();
        if (!errors.isEmpty()) {
            return Optional.of(new Outcome.Refused(errors));
        }
        List<String> warnings = found.stream().map(SiteChecks::sentence).toList();
        return warnings.isEmpty() || mark(warnings).equals(said) ? Optional.empty() : asked(by, Asked.known(changes), warnings);
    }

    /** What a campaign of this file is called stands in others, and is for whoever sends it out. */
    private static boolean isLacking(Set<String> files, Finding finding) {
        return files.contains(Item.SITE.file("")) && finding.severity() == Severity.WARNING
                && finding.file().startsWith("translations/") && finding.message().startsWith("campaign.");
    }

    private Optional<Outcome> asked(String by, String changes, List<String> warnings) {
        asked.put(by, new Asked(changes, mark(warnings)));
        return Optional.of(new Outcome.Warned(warnings, mark(warnings)));
    }

    private static String mark(List<String> warnings) {
        return TextChange.digest(String.join("\n", warnings).getBytes(StandardCharsets.UTF_8));
    }

    /** As the check on disk says it. */
    static String sentence(Finding finding) {
        return "site/" + finding.file() + (finding.line() > 0 ? ", line " + finding.line() : "") + ": " + finding.message()
                + (finding.suggestion().isEmpty() ? "" : "; " + finding.suggestion());
    }
}
