package org.groundswell.payments.api;

import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway takes in one currency.
 *
 * @param smallest the least, or null where it is not known
 * @param largest  the most, or null where it is not known
 * @param step     amounts are multiples of it: 1.00 where cents are not taken; null where every amount that the
 *                 currency has is taken
 */
public record PaymentLimits(@Nullable Money smallest, @Nullable Money largest, @Nullable Money step) {

    /** Nothing is known. */
    public static final PaymentLimits UNKNOWN = new PaymentLimits(null, null, null);

    /** Why an amount is not taken. */
    public enum Objection {
        TOO_SMALL, TOO_LARGE, NOT_IN_STEPS
    }

    public PaymentLimits {
        if (step != null && !step.isPositive()) {
            throw new IllegalArgumentException("step: expected more than nothing, found " + step);
        }
    }

    /**
     * What is wrong with this amount; nothing where it can be taken.
     *
     * @param amount in the currency of the limits
     */
    public Optional<Objection> objection(Money amount) {
        Objects.requireNonNull(amount, "amount");
        if (smallest != null && amount.isLessThan(smallest)) {
            return Optional.of(Objection.TOO_SMALL);
        }
        if (largest != null && amount.isGreaterThan(largest)) {
            return Optional.of(Objection.TOO_LARGE);
        }
        return step == null || amount.getAmountMinorLong() % step.getAmountMinorLong() == 0 ? Optional.empty()
                : Optional.of(Objection.NOT_IN_STEPS);
    }
}
