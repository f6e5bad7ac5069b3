package org.groundswell.kernel.keeper;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether what did not come up from {@code deploy/} has got other settings, and may try again. */
@Component(service = SecondTries.class, immediate = true)
public final class SecondTries {
    private static final Logger LOG = LoggerFactory.getLogger(SecondTries.class);
    private static final long PAUSE_SECONDS = 2;

    private final DeployFolder folder;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("second tries").daemon().factory());

    @Activate
    public SecondTries(@Reference DeployFolder folder) {
        this.folder = folder;
        timer.scheduleWithFixedDelay(this::look, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            folder.tryAgain();
        } catch (RuntimeException | Error e) {
            LOG.error("What did not come up could not be looked at again", e);
        }
    }
}
