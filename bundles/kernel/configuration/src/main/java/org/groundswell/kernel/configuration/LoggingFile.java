package org.groundswell.kernel.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.files.PrivateFiles;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a changed {@code conf/logback.xml} in force when it has stayed the same for a moment and has no mistake: Logback
 * reads a copy, and what was good last stays where the new one would leave the node without its log.
 */
@Component(service = LoggingFile.class, immediate = true)
public final class LoggingFile {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingFile.class);
    private static final String NAME = "logback.xml";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private final Path file;
    private final Path inForce;
    private final Problems problems;
    private final Predicate<String> isThere;
    private final Loop loop = Loop.of("logging");
    private byte[] seen = NOTHING;
    private byte[] judged = NOTHING;

    @Activate
    public LoggingFile(BundleContext context, @Reference ConfFolder folder) {
        this(NodeFolder.of(context), folder.problems(), new LogbackClasses(context));
        loop.every(LOOK, this::look);
    }

    LoggingFile(NodeFolder node, Problems problems, Predicate<String> isThere) {
        file = node.resolve("conf").resolve(NAME);
        inForce = node.resolve("data/tmp").resolve(NAME);
        this.problems = problems;
        this.isThere = isThere;
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    void look() throws IOException {
        byte[] now = content();
        boolean settled = Arrays.equals(now, seen);
        seen = now;
        // A file that is away for a moment, or for good, changes nothing; nor does one that was looked at already.
        if (!settled || now.length == 0 || Arrays.equals(now, judged) || !Files.exists(inForce)) {
            return;
        }
        judged = now;
        List<String> found = LoggingRules.problems(now, isThere);
        problems.report(NAME, found);
        if (found.isEmpty() && !Arrays.equals(now, Files.readAllBytes(inForce))) {
            PrivateFiles.replace(inForce, now);
            LOG.info("conf/{} is in force", NAME);
        }
    }

    private byte[] content() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return NOTHING;
        }
    }
}
