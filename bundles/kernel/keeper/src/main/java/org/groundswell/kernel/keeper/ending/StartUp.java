package org.groundswell.kernel.keeper.ending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.groundswell.kernel.api.keeper.SwapRecord;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.kernel.keeper.NodeKeeper;
import org.groundswell.kernel.keeper.history.History;
import org.groundswell.kernel.keeper.jars.BundleFile;
import org.groundswell.kernel.keeper.jars.Installation;
import org.groundswell.kernel.keeper.jars.RefusedException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework begins with what was shipped; this puts in what was good when the node ended, however it ended. What
 * lies in {@code deploy/} comes from there, unless the jar that lies there now never proved itself.
 */
@Component(service = StartUp.class, immediate = true)
public final class StartUp {
    private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

    private static final long POLL_NANOS = 20_000_000;

    private final NodeFolder node;
    private final NodeKeeper keeper;
    private final History history;
    private final FrameworkStartLevel level;
    private volatile boolean over;

    /** @param suspects has set aside by now what is not to come back */
    @Activate
    public StartUp(BundleContext context, @Reference NodeKeeper keeper, @Reference History history,
            @Reference Suspects suspects) {
        this.node = NodeFolder.of(context);
        this.keeper = keeper;
        this.history = history;
        this.level = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        // A swap may wait for the framework, which waits for this component.
        Thread.ofVirtual().name("keeper start").start(this::restore);
    }

    /** Whether everything is back that is wanted. */
    public boolean isOver() {
        return over;
    }

    private void restore() {
        try {
            // Before that the framework starts nothing that is put in; it would do so later, and nobody would watch it.
            while (level.getStartLevel() < Installation.START_LEVEL) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            history.lastGood().values().stream().filter(this::isWanted)
                    .forEach(good -> keeper.swapper().restore(good, good.by()));
        } finally {
            over = true;
        }
    }

    private boolean isWanted(SwapRecord good) {
        try {
            boolean old = keeper.jars().running(good.bundle()).map(now -> now.sha256().equals(good.sha256())
                    || now.version().compareTo(Version.parseVersion(good.to())) > 0).orElse(false);
            return !old && !comesFromDeploy(good);
        } catch (RefusedException | IOException e) {
            LOG.error("{} stays as it was shipped: which jar it runs from cannot be told ({})", good.bundle(),
                    e.getMessage());
            return false;
        }
    }

    private boolean comesFromDeploy(SwapRecord good) {
        if (!good.by().startsWith("deploy/")) {
            return false;
        }
        Path file = node.resolve(good.by().replace(" removed", ""));
        if (!Files.exists(file) || file.toString().endsWith(".json")) {
            return true;
        }
        try {
            return BundleFile.read(file).sha256().equals(good.sha256());
        } catch (RefusedException e) {
            // What lies there now is broken; what was good before it stays.
            return false;
        }
    }
}
