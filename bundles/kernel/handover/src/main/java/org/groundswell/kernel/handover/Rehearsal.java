package org.groundswell.kernel.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.groundswell.kernel.api.handover.Doors;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts all that donors and admins need once on an empty folder of data, and stops it again, while the process before
 * still serves. What takes the time of a start is done then and is not done again: classes are loaded, libraries linked,
 * code compiled. Bundles of others are not part of it, nor who puts them in; nobody knows what they would do.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    /** Where a gateway comes with {@code deploy/} it is not fit before that one is there. */
    private static final Duration FIT = Duration.ofSeconds(5);
    private static final Duration GONE = Duration.ofSeconds(5);

    /** An alarm about an empty node must reach nobody. */
    private static final String WRITES_LETTERS = "org.groundswell.mail";

    private final BundleContext context;
    private final Surroundings here;

    Rehearsal(BundleContext context, Surroundings here) {
        this.context = context;
        this.here = here;
    }

    void play(Doors doors) throws HandoverException, IOException, InterruptedException {
        long began = System.nanoTime();
        Path empty = here.folder().rehearsal();
        delete(empty);
        Files.createDirectories(empty);
        String data = System.setProperty(NodeFolder.DATA_PROPERTY, empty.toString());
        try {
            // A framework property of that name would come first.
            if (!NodeFolder.of(context).data().equals(empty)) {
                throw new HandoverException("its data cannot be put aside for a rehearsal");
            }
            move(StartLevels.DONORS);
            Surroundings.await(FIT, () -> here.lacking().isEmpty());
            stopLetters();
            move(StartLevels.ADMINS);
        } finally {
            move(StartLevels.HELD);
            System.setProperty(NodeFolder.DATA_PROPERTY, data);
            doors.forgetRehearsal();
            // A thread that was stopped may finish what it wrote.
            if (!Surroundings.await(GONE, () -> isDeleted(empty))) {
                LOG.warn("{} could not be deleted; the next rehearsal tries again", empty);
            }
        }
        LOG.info("A start was rehearsed in {} ms", (System.nanoTime() - began) / 1_000_000);
    }

    private void move(int level) throws HandoverException, InterruptedException {
        if (!here.levels().to(level, Predecessor.LEVELS)) {
            throw new HandoverException("a rehearsal of its start did not end within " + Predecessor.LEVELS.toSeconds()
                    + " s");
        }
    }

    /** Until it is started by its level again. */
    private void stopLetters() throws HandoverException {
        for (Bundle each : context.getBundles()) {
            if (WRITES_LETTERS.equals(each.getSymbolicName())) {
                try {
                    each.stop(Bundle.STOP_TRANSIENT);
                } catch (BundleException e) {
                    throw new HandoverException("its mail could not be kept from a rehearsal: " + e.getMessage());
                }
            }
        }
    }

    private static boolean isDeleted(Path folder) {
        try {
            delete(folder);
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Not deleted yet: {}", folder, e);
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
