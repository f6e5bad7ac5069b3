package org.groundswell.shared.money;

import java.util.HashMap;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The smallest and the largest donation of each currency: a hundred cents and a hundred forints are not the same.
 * Immutable.
 */
public final class AmountLimits {
    /** As large as what a gateway may report. */
    private static final long LARGEST_MINOR = 1_000_000_000_000_000L;

    private final Map<CurrencyUnit, Range> byCurrency;
    private final long minimumMinor;
    private final long maximumMinor;

    /** Both are allowed themselves. */
    public record Range(Money smallest, Money largest) {
    }

    private AmountLimits(Map<CurrencyUnit, Range> byCurrency, long minimumMinor, long maximumMinor) {
        this.byCurrency = Map.copyOf(byCurrency);
        this.minimumMinor = minimumMinor;
        this.maximumMinor = maximumMinor;
    }

    /**
     * Reads settings.
     *
     * @param entries      a currency, its smallest and its largest amount in whole units: {@code JPY 100 5000000}
     * @param minimumMinor of all other currencies, in minor units
     * @param maximumMinor of all other currencies, in minor units
     * @throws IllegalArgumentException naming the setting that is wrong and what was expected
     */
    public static AmountLimits of(String[] entries, long minimumMinor, long maximumMinor) {
        if (minimumMinor > maximumMinor) {
            throw new IllegalArgumentException("minimumMinor: expected at most maximumMinor (" + maximumMinor
                    + "), found " + minimumMinor);
        }
        var byCurrency = new HashMap<CurrencyUnit, Range>();
        for (String entry : entries) {
            Range range = range(entry);
            if (byCurrency.put(range.smallest().getCurrencyUnit(), range) != null) {
                throw new IllegalArgumentException("limits: expected each currency once, found '" + entry + "' as well");
            }
        }
        return new AmountLimits(byCurrency, minimumMinor, maximumMinor);
    }

    /** What may be given in a currency. */
    public Range of(CurrencyUnit currency) {
        Range named = byCurrency.get(currency);
        return named != null ? named
                : new Range(Money.ofMinor(currency, minimumMinor), Money.ofMinor(currency, maximumMinor));
    }

    private static Range range(String entry) {
        String[] parts = entry.strip().split("\\s+");
        try {
            if (parts.length == 3) {
                var range = new Range(Money.parse(parts[0] + " " + parts[1]), Money.parse(parts[0] + " " + parts[2]));
                if (range.smallest().isPositive() && !range.smallest().isGreaterThan(range.largest())
                        && range.largest().getAmountMinorLong() <= LARGEST_MINOR) {
                    return range;
                }
            }
        } catch (RuntimeException e) {
            // The money library has several types for "not an amount"; what is thrown below says it for all.
        }
        throw new IllegalArgumentException("limits: expected a currency, its smallest and its largest amount such as"
                + " 'JPY 100 5000000', found '" + entry + "'");
    }
}
