package org.groundswell.donations.api.gifts;

import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A refund that somebody asked for, kept before any gateway hears of it.
 *
 * @param key      of the form it came with: the same key is the same refund
 * @param amount   greater than zero
 * @param before   what of the gift had gone back when it was begun
 * @param state    how it stands
 */
public record BegunRefund(String key, UUID donation, Money amount, Money before, State state) {

    /** How it stands. */
    public enum State {
        /** The gateway may have it or not; no other refund of the gift may begin. */
        OPEN,
        /** The money went back. */
        DONE,
        /** The gateway refused it; nothing went back. */
        REFUSED
    }

    public BegunRefund {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(donation, "donation");
        Objects.requireNonNull(state, "state");
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a refund of donation " + donation + " must be greater than zero");
        }
    }

    /** What of the gift has gone back altogether once this refund is done. */
    public Money after() {
        return before.plus(amount);
    }
}
