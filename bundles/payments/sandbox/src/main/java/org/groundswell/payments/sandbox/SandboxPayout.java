package org.groundswell.payments.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What the sandbox paid out at one moment.
 *
 * @param atMillis milliseconds since 1970 UTC
 */
record SandboxPayout(String id, String currency, long atMillis, List<Moved> lines) {

    /**
     * What came or went.
     *
     * @param amountMinor minor units, before the fee
     * @param feeMinor    minor units
     * @param donation    null for a later month of a monthly gift
     * @param atMillis    milliseconds since 1970 UTC
     */
    record Moved(String id, PayoutLine.Kind kind, long amountMinor, long feeMinor, String payment, UUID donation,
            long atMillis) {
    }

    /**
     * A payout without its lines.
     *
     * @param netMinor what the bank gets, minor units
     */
    record Head(String id, String currency, long netMinor, long atMillis) {

        Payout told() {
            Instant at = Instant.ofEpochMilli(atMillis);
            return new Payout(id, Payout.Status.PAID, Money.ofMinor(CurrencyUnit.of(currency), netMinor), at,
                    at.atOffset(ZoneOffset.UTC).toLocalDate(), "SANDBOX");
        }
    }

    /** @throws RuntimeException where something is missing, as in a line of a newer release */
    SandboxPayout checked() {
        head().told();
        lines.forEach(each -> line(each));
        return this;
    }

    Head head() {
        return new Head(id, currency, lines.stream().mapToLong(each -> each.amountMinor() - each.feeMinor()).sum(), atMillis);
    }

    PayoutLine line(Moved moved) {
        Money amount = money(moved.amountMinor());
        return new PayoutLine(moved.id(), moved.kind(), amount, money(moved.feeMinor()), amount, moved.payment(),
                moved.donation(), "sandbox", Instant.ofEpochMilli(moved.atMillis()));
    }

    private Money money(long minor) {
        return Money.ofMinor(CurrencyUnit.of(currency), minor);
    }
}
