package org.groundswell.shared.money;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What is wrong with a text that {@link AmountParser} does not take for an amount, as far as that can be told. */
public sealed interface RefusedAmount {
    /** @param written beside the amount, by which another currency is meant */
    record OtherCurrency(String written) implements RefusedAmount {
    }

    /** More decimals than the currency has; three digits behind a mark may have been meant for thousands. */
    record TooManyDecimals() implements RefusedAmount {
    }

    /** @param meant the same without its minus */
    record Negative(Money meant) implements RefusedAmount {
    }

    /** More than one. */
    record Several() implements RefusedAmount {
    }

    /** A number larger than any that is read. */
    record TooLarge() implements RefusedAmount {
    }

    /** Anything else. */
    record Unclear() implements RefusedAmount {
    }

    /**
     * The cause.
     *
     * @param typed    where {@link AmountParser#parse} found no amount
     * @param language in which it was typed (BCP 47)
     */
    static RefusedAmount of(String typed, String language, CurrencyUnit currency) {
        return new AmountDiagnosis(typed == null ? "" : typed, language, currency).cause();
    }
}
