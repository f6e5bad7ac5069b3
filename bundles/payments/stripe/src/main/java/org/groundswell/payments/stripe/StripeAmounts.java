package org.groundswell.payments.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.payments.api.PaymentLimits;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Stripe's smallest units, which are not always those of ISO 4217 (docs.stripe.com/currencies). */
final class StripeAmounts {
    private static final Set<String> NO_DECIMALS = Set.of("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA",
            "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");
    /** In thousandths, of which the last digit has to be 0. */
    private static final Set<String> THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** The least, in Stripe's units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
    private static final Map<String, Long> LEAST = Map.ofEntries(Map.entry("USD", 50L), Map.entry("AED", 200L),
            Map.entry("AUD", 50L), Map.entry("BGN", 100L), Map.entry("BRL", 50L), Map.entry("CAD", 50L),
            Map.entry("CHF", 50L), Map.entry("CZK", 1500L), Map.entry("DKK", 250L), Map.entry("EUR", 50L),
            Map.entry("GBP", 30L), Map.entry("HKD", 400L), Map.entry("HUF", 17_500L), Map.entry("INR", 50L),
            Map.entry("JPY", 50L), Map.entry("MXN", 1000L), Map.entry("MYR", 200L), Map.entry("NOK", 300L),
            Map.entry("NZD", 50L), Map.entry("PLN", 200L), Map.entry("RON", 200L), Map.entry("SEK", 300L),
            Map.entry("SGD", 50L), Map.entry("THB", 1000L));
    /** Eight digits at most. */
    private static final long MOST = 99_999_999L;
    /** Of these Stripe takes no decimals, though they have some. */
    private static final Set<String> WHOLE_ONLY = Set.of("HUF", "TWD", "UGX", "ISK");

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

    /** @throws PaymentRefusedException if Stripe has no such amount */
    static long needed(Money amount) throws PaymentRefusedException {
        return units(amount).orElseThrow(
                () -> new PaymentRefusedException("Stripe has no such amount in " + amount.getCurrencyUnit(), Subject.AMOUNT));
    }

    static PaymentLimits limits(CurrencyUnit currency) {
        String code = currency.getCode();
        Money smallest = LEAST.containsKey(code) ? money(code, LEAST.get(code)) : null;
        // What the currency has and Stripe has not.
        Money step = THREE_DECIMALS.contains(code) ? Money.of(currency, new BigDecimal("0.01"))
                : NO_DECIMALS.contains(code) || WHOLE_ONLY.contains(code) ? Money.of(currency, BigDecimal.ONE) : null;
        return new PaymentLimits(smallest, money(code, MOST), step);
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
