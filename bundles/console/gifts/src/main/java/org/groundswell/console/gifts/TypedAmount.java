package org.groundswell.console.gifts;

import java.util.Optional;
import org.groundswell.shared.money.MoneyText;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An amount as somebody of the charity types it: digits of any script, and a point or a comma before the decimals. */
final class TypedAmount {

    private TypedAmount() {
    }

    /** Nothing where it could be another amount as well, such as {@code 1.000}, or is none of this currency. */
    static Optional<Money> of(String typed, CurrencyUnit currency) {
        var plain = new StringBuilder();
        typed.strip().codePoints().forEach(each -> {
            int digit = Character.digit(each, 10);
            plain.appendCodePoint(digit >= 0 ? '0' + digit : each == ',' || each == '\u066b' ? '.' : each);
        });
        return MoneyText.ofPlain(plain.toString(), currency);
    }
}
