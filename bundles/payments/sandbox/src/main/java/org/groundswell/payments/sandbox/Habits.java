package org.groundswell.payments.sandbox;

/**
 * What the gateway does on a bad day; {@link Sandbox.Config} says what each means.
 *
 * @param payoutMinutes minutes between two payouts
 */
record Habits(boolean down, int slowMillis, int lateMillis, boolean twice, boolean outOfOrder, boolean never,
        int payoutMinutes) {

    static Habits of(Sandbox.Config config) {
        return new Habits(config.down(), config.slowMillis(), config.lateMillis(), config.twice(), config.outOfOrder(),
                config.never(), config.payoutMinutes());
    }
}
