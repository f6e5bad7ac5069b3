package org.groundswell.kernel.keeper;

import java.time.Duration;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks now and then whether what did not come up from {@code deploy/} has got other settings, and may try again; and
 * whether a file is gone that nobody has told of.
 */
@Component(service = SecondTries.class, immediate = true)
public final class SecondTries {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DeployFolder folder;
    private final Loop loop = Loop.of("second-tries");

    @Activate
    public SecondTries(@Reference DeployFolder folder) {
        this.folder = folder;
        loop.every(PAUSE, () -> {
            folder.takeAwayWhatIsGone();
            folder.tryAgain();
        });
    }

    @Deactivate
    void stop() {
        loop.close();
    }
}
