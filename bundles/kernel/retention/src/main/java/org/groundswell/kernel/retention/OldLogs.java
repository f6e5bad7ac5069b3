package org.groundswell.kernel.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.kernel.api.retention.KeptData;
import org.groundswell.kernel.api.retention.Overdue;
import org.groundswell.kernel.api.retention.Term;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Logs that were rotated away; they may have visitors' network addresses. How old one is, both its name and its last change
 * say, and the younger counts. Immutable.
 */
@Port(port = "kernel.retention.logs")
@Component(service = KeptData.class, configurationPid = "org.groundswell.kernel.retention.logs")
@Designate(ocd = OldLogs.Config.class)
public final class OldLogs implements KeptData {
    /** As conf/logback.xml names them. */
    private static final Pattern ROTATED = Pattern.compile("groundswell\\.(\\d{4}-\\d{2}-\\d{2})\\.\\d+\\.log(\\.gz)?");

    private final Path folder;
    private final Term term;
    private final ZoneId zone;

    /** Settings of logs that were rotated away. */
    @ObjectClassDefinition(name = "Groundswell: how long logs are kept")
    public @interface Config {
        @AttributeDefinition(description = "Days for which data/logs keeps a day's log; 0 for good. conf/logback.xml keeps"
                + " none longer than its maxHistory, and none beyond 300 MB", min = "0", max = "3660")
        int days() default 30;
    }

    @Activate
    public OldLogs(BundleContext context, Config config) {
        this(NodeFolder.of(context).resolve("data/logs"), new Term(config.days()), ZoneId.systemDefault());
    }

    OldLogs(Path folder, Term term, ZoneId zone) {
        this.folder = folder;
        this.term = term;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Term term() {
        return term;
    }

    @Override
    public Overdue overdue(Instant now) throws IOException {
        return new Overdue(old(now).size(), "");
    }

    @Override
    public Overdue delete(Instant now) throws IOException {
        List<Path> old = old(now);
        for (Path each : old) {
            Files.deleteIfExists(each);
        }
        return new Overdue(old.size(), "");
    }

    private List<Path> old(Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> isOld(each, now)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isOld(Path file, Instant now) {
        Optional<Instant> end = dayEnd(file);
        try {
            return end.isPresent() && Files.isRegularFile(file) && term.isOver(end.get(), now)
                    && term.isOver(Files.getLastModifiedTime(file).toInstant(), now);
        } catch (NoSuchFileException e) {
            // Taken away by whoever rotates.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When the day in its name was over. */
    private Optional<Instant> dayEnd(Path file) {
        Matcher name = ROTATED.matcher(file.getFileName().toString());
        try {
            return name.matches() ? Optional.of(LocalDate.parse(name.group(1)).plusDays(1).atStartOfDay(zone).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
