package org.groundswell.edge.listener.handover;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;

/**
 * A successor that has the writers is judged by what donors need, while this process has the port and can take everything
 * back: it has to be fit, and to answer those who are sent on to it.
 */
public final class Trial {
    private static final String FITNESS = "/readyz/give";
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** What starts behind that which donors need may take it the processors for so long. */
    private static final Duration UNFIT = Duration.ofSeconds(20);
    /** Fewer may be anybody's mistake. */
    private static final int FEW = 3;
    private static final int ONE_OF = 10;

    private final ServletDoor door;
    private final Onward successor;
    private final Duration unfit;

    public Trial(ServletDoor door, Onward successor) {
        this(door, successor, UNFIT);
    }

    Trial(ServletDoor door, Onward successor, Duration unfit) {
        this.door = door;
        this.successor = successor;
        this.unfit = unfit;
    }

    /** @return what speaks against it, after this time at the latest, or a little later where it is not fit just then */
    public Optional<String> verdict(Duration length) throws InterruptedException {
        door.tryOut(successor);
        long end = System.nanoTime() + length.toNanos();
        long fit = System.nanoTime();
        while (true) {
            String lack = null;
            try {
                lack = lack();
            } catch (ConnectException e) {
                return Optional.of("it ended on trial");
            }
            long now = System.nanoTime();
            if (lack == null && now - end >= 0) {
                return Optional.empty();
            }
            fit = lack == null ? now : fit;
            if (now - fit >= unfit.toNanos()) {
                return Optional.of(lack);
            }
            int broken = successor.broken();
            int answered = successor.answered();
            if (door.isHeld() || broken >= FEW && broken * ONE_OF > answered) {
                return Optional.of("it answered " + broken + " of " + answered + " requests with an error, or not at all");
            }
            Thread.sleep(PAUSE);
        }
    }

    private String lack() throws ConnectException {
        try {
            int status = successor.ask(FITNESS);
            // A node may have no such address.
            return status == 200 || status == 404 ? null : "it was no longer fit to take gifts (" + FITNESS + " said " + status + ")";
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            return "it did not say whether it is fit: " + e.getMessage();
        }
    }
}
