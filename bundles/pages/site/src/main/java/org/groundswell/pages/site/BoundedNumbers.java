package org.groundswell.pages.site;

import freemarker.core.ArithmeticEngine.BigDecimalEngine;
import java.math.BigDecimal;

/** Numbers of templates, of any size that a page has use for: one of a billion digits takes all memory there is. */
final class BoundedNumbers extends BigDecimalEngine {
    private static final int MOST_DIGITS = 1_000;

    @Override
    public Number add(Number first, Number second) {
        return bounded(super.add(first, second));
    }

    @Override
    public Number subtract(Number first, Number second) {
        return bounded(super.subtract(first, second));
    }

    @Override
    public Number multiply(Number first, Number second) {
        return bounded(super.multiply(first, second));
    }

    @Override
    public Number divide(Number first, Number second) {
        return bounded(super.divide(first, second));
    }

    /** @throws NumberFormatException if it is none, or has too many digits or zeros: a template tells that as no number */
    @Override
    public Number toNumber(String text) {
        Number number = super.toNumber(text);
        if (isTooLong(number)) {
            throw new NumberFormatException("expected at most " + MOST_DIGITS + " digits");
        }
        return number;
    }

    private static Number bounded(Number number) {
        if (isTooLong(number)) {
            throw new ArithmeticException("a number has more than " + MOST_DIGITS + " digits");
        }
        return number;
    }

    private static boolean isTooLong(Number number) {
        return number instanceof BigDecimal decimal
                && (decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > MOST_DIGITS);
    }
}
