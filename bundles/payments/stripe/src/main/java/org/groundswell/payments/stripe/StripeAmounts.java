package org.groundswell.payments.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Stripe's smallest units, which are not always those of ISO 4217 (docs.stripe.com/currencies). */
final class StripeAmounts {
    private static final Set<String> NO_DECIMALS = Set.of("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA",
            "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    /** In thousandths, of which the last digit has to be 0. */
    private static final Set<String> THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {
    }

    /** The amount in Stripe's units, or nothing where Stripe has no such amount (a third decimal, half a yen). */
    static Optional<Long> units(Money amount) {
        String code = amount.getCurrencyUnit().getCode();
        try {
            long units = amount.getAmount().movePointRight(decimals(code)).longValueExact();
            return THREE_DECIMALS.contains(code) && units % 10 != 0 ? Optional.empty() : Optional.of(units);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalCurrencyException if nobody knows the currency */
    static Money money(String currency, long units) {
        String code = currency.toUpperCase(Locale.ROOT);
        // Fees may have decimals that the currency does not.
        return Money.of(CurrencyUnit.of(code), BigDecimal.valueOf(units, decimals(code)), RoundingMode.HALF_UP);
    }

    private static int decimals(String code) {
        return NO_DECIMALS.contains(code) ? 0 : THREE_DECIMALS.contains(code) ? 3 : 2;
    }
}
