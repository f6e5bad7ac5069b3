package org.groundswell.pages.site;

import java.time.Duration;

/** How long the first pages wait for the ledger's figures and for who says what is shown. By one thread at a time. */
final class LedgerPatience {
    /** So many times as long for a ledger that is there already. */
    private static final int FIGURES_GRACE = 4;

    private final DonationView donations;
    /** A page with figures must not be replaced by one without only because the ledger is still on its way. */
    private final long withoutLedgerAt;
    /** A ledger that is there but does not answer is being replaced: a call to it is held for a while. */
    private final long withoutFiguresAt;

    /** Begins now. */
    LedgerPatience(DonationView donations, Duration grace) {
        this.donations = donations;
        this.withoutLedgerAt = System.nanoTime() + grace.toNanos();
        this.withoutFiguresAt = System.nanoTime() + grace.multipliedBy(FIGURES_GRACE).toNanos();
    }

    boolean isWaiting() {
        long now = System.nanoTime();
        long until = donations.hasLedger() ? withoutFiguresAt : withoutLedgerAt;
        // A form must not say that nothing is shown only because whoever knows is still on the way.
        return !donations.knowsFigures() && now - until < 0 || !donations.knowsRules() && now - withoutLedgerAt < 0;
    }
}
