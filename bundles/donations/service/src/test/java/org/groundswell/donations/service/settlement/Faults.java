package org.groundswell.donations.service.settlement;

import java.util.Random;
import org.groundswell.payments.api.PaymentException;

/** When the node dies, and when the gateway is out of reach. */
final class Faults {
    private final Random random;
    private final boolean losesNotifications;
    private boolean mended;

    Faults(Random random) {
        this.random = random;
        this.losesNotifications = random.nextBoolean();
    }

    /** Whether some are never sent in this history; else every one arrives in the end. */
    boolean losesNotifications() {
        return losesNotifications;
    }

    /** The node has died at this point; nothing may catch it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the node died", null, false, false);
        }
    }

    /** From now on nothing goes wrong any more. */
    void mend() {
        mended = true;
    }

    boolean happens(int percent) {
        return !mended && random.nextInt(100) < percent;
    }

    void maybeCrash() {
        if (happens(4)) {
            throw new Crash();
        }
    }

    void beforeGateway() throws PaymentException {
        maybeCrash();
        if (happens(8)) {
            throw new PaymentException("out of reach");
        }
    }

    /** What was asked for is done, but the answer may be lost. */
    void afterGateway() throws PaymentException {
        maybeCrash();
        if (happens(8)) {
            throw new PaymentException("no answer");
        }
    }
}
