package org.groundswell.edge.listener.leaving;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code groundswell:drain}: leads visitors elsewhere and finishes what they have begun, so that the node can end. The
 * edge starts before the shell, so what it does is described in {@code bin/groundswell help} only.
 */
@Component(service = DrainCommand.class,
        property = {"osgi.command.scope=groundswell", "osgi.command.function=drain"})
public final class DrainCommand {
    private static final Logger LOG = LoggerFactory.getLogger(DrainCommand.class);
    private static final int USUAL_NOTICE_SECONDS = 10;
    private static final int LONGEST_NOTICE_SECONDS = 600;
    /** A donor waits no longer for the slowest gateway. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;

    private final Departure departure;
    private final Runnable check;

    @Activate
    public DrainCommand(@Reference Departure departure, ComponentContext context) {
        this(departure, () -> context.enableComponent(DrainCheck.class.getName()));
    }

    /** @param check brings the check that says so */
    DrainCommand(Departure departure, Runnable check) {
        this.departure = departure;
        this.check = check;
    }

    /** With the time that balancers usually need. */
    public String drain() throws InterruptedException {
        return drain(USUAL_NOTICE_SECONDS);
    }

    /** @param seconds that balancers need to notice */
    public String drain(int seconds) throws InterruptedException {
        if (seconds < 0 || seconds > LONGEST_NOTICE_SECONDS) {
            throw new IllegalArgumentException("drain: " + seconds + " is not from 0 to " + LONGEST_NOTICE_SECONDS + " seconds");
        }
        departure.begin();
        check.run();
        LOG.info("The node is being drained: /readyz is 503 from now on");
        // Until balancers have noticed, visitors still come, and are served as ever.
        TimeUnit.SECONDS.sleep(seconds);
        departure.moveStreams();
        long end = System.nanoTime() + LONGEST_REQUEST.toNanos();
        while (departure.underWay() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        int left = departure.underWay();
        String said = left == 0 ? "Drained: nothing is under way any more, the node can be stopped"
                : "Drained, but for " + left + " requests that are not finished after " + LONGEST_REQUEST.toSeconds() + " s";
        LOG.info(said);
        return said;
    }
}
