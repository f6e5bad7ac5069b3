package org.groundswell.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.stress.Reports.Report;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code bin/groundswell stress} as a process of its own, one at a time: what it needs of memory is not the node's. It
 * ends with this bundle. Thread-safe.
 */
@Component(service = Tester.class)
public final class Tester {
    private static final Logger LOG = LoggerFactory.getLogger(Tester.class);
    /** The last visitors may take as long as {@link Evening} lets them, and Java has to start. */
    private static final Duration LONGER = Duration.ofMinutes(3);
    private static final int LONGEST_WORDS = 2_000;

    private final Path program;
    private final Path data;
    private final Path progress;
    private final Path words;
    private Process process;

    @Activate
    public Tester(BundleContext context) {
        this(NodeFolder.of(context));
    }

    Tester(NodeFolder node) {
        this.program = node.resolve("bin/groundswell").toAbsolutePath();
        this.data = node.data().toAbsolutePath();
        this.progress = node.resolve("data/stress/progress").toAbsolutePath();
        this.words = node.resolve("data/stress/words").toAbsolutePath();
    }

    /**
     * @param options as a user types them
     * @param seconds for how long visitors come
     * @return whether it began; not while another one runs
     */
    synchronized boolean start(List<String> options, int seconds) throws IOException {
        if (isRunning()) {
            return false;
        }
        Files.createDirectories(progress.getParent());
        Files.deleteIfExists(progress);
        var command = new ArrayList<>(List.of(program.toString(), "--data", data.toString(), "stress"));
        command.addAll(options);
        command.addAll(List.of("--progress", progress.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
        process = builder.start();
        Process begun = process;
        Thread.ofVirtual().name("stress test's limit").start(() -> limit(begun, Duration.ofSeconds(seconds).plus(LONGER)));
        return true;
    }

    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** How far it is; empty where none runs, or none has said anything yet. */
    Optional<Report> progress() {
        return isRunning() ? Reports.one(progress) : Optional.empty();
    }

    /** What the last one of this run could not do, in its own words; empty where it made a report. */
    synchronized Optional<String> failure() {
        if (process == null || process.isAlive() || process.exitValue() != Stress.NOT_POSSIBLE) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(words).strip();
            return Optional.of(text.substring(Math.max(0, text.length() - LONGEST_WORDS)));
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Deactivate
    synchronized void stop() {
        if (isRunning()) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static void limit(Process begun, Duration longest) {
        try {
            if (!begun.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A stress test did not end by itself and is ended");
                begun.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
