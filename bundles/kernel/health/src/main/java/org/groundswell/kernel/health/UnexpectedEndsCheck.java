package org.groundswell.kernel.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the node ended by itself within the last day: killed, without memory, with the machine. {@code
 * bin/groundswell} keeps the list, a line for each, of time, what was seen and the file with more, with tabs between.
 */
@Component(immediate = true, property = {HealthCheck.NAME + "=ends", HealthCheck.TAGS + "=ready"})
public final class UnexpectedEndsCheck implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedEndsCheck.class);
    private static final String LIST = "data/logs/crashes/list";
    private static final Duration SAID_FOR = Duration.ofDays(1);

    private final Path list;
    private final Clock clock;

    @Activate
    public UnexpectedEndsCheck(BundleContext context) throws IOException {
        this(NodeFolder.of(context).resolve(LIST), Clock.systemUTC());
        List<End> ends = lately();
        if (!ends.isEmpty()) {
            LOG.warn("{}", sentence(ends));
        }
    }

    UnexpectedEndsCheck(Path list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            List<End> ends = lately();
            if (ends.isEmpty()) {
                log.info("The node did not end unexpectedly within the last day");
            } else {
                log.warn("{}", sentence(ends));
            }
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", list, e.getMessage());
        }
        return new Result(log);
    }

    private List<End> lately() throws IOException {
        Instant since = clock.instant().minus(SAID_FOR);
        try (var lines = Files.lines(list, StandardCharsets.UTF_8)) {
            return lines.map(End::parse).flatMap(Optional::stream).filter(end -> end.at().isAfter(since)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static String sentence(List<End> ends) {
        End last = ends.getLast();
        return "The node ended unexpectedly, seen at " + last.at() + " (" + last.what() + "); " + ends.size()
                + (ends.size() == 1 ? " time" : " times") + " within a day. See data/logs/crashes/" + last.file();
    }

    private record End(Instant at, String what, String file) {

        /** Nothing where the line was cut off. */
        static Optional<End> parse(String line) {
            String[] parts = line.split("\t");
            try {
                return parts.length == 3 ? Optional.of(new End(Instant.parse(parts[0]), parts[1], parts[2]))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
