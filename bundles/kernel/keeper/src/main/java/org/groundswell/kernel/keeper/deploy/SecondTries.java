package org.groundswell.kernel.keeper.deploy;

import java.time.Duration;
import java.time.InstantSource;
import org.groundswell.kernel.api.node.NodeFolder;
import org.groundswell.shared.loops.Loop;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Looks now and then whether what did not come up from {@code deploy/} has got other settings, and may try again;
 * whether a file is gone that nobody has told of, or lies there and is never taken.
 */
@Component(service = SecondTries.class, immediate = true)
public final class SecondTries {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DeployFolder folder;
    private final Loop loop = Loop.of("second-tries");

    @Activate
    public SecondTries(BundleContext context, @Reference DeployFolder folder) {
        this.folder = folder;
        var odd = new OddFiles(NodeFolder.of(context).resolve("deploy"), InstantSource.system());
        loop.every(PAUSE, () -> {
            folder.takeAwayWhatIsGone();
            folder.tryAgain();
            odd.look();
        });
    }

    @Deactivate
    void stop() {
        loop.close();
    }
}
