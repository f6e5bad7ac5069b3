package org.groundswell.payments.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * How a payment stands at the gateway, as a whole and at the moment it was asked: what the gateway says, whether it can
 * be true or not. Some gateways give back more than was paid, and banks take back what was refunded already; {@link
 * #contradiction} says so, and {@link #recordable} is what of it can stand in a book.
 *
 * @param paymentId    the gateway's id of the payment
 * @param donation     the donation it was opened for, or null where the gateway does not say
 * @param amount       what the donor pays or has paid
 * @param refunded     what went back to the donor altogether
 * @param disputed     what banks demand back or have taken back, or null where the gateway does not say how much
 * @param fee          what the gateway keeps, or null where it does not say
 * @param subscription the gateway's id of the monthly gift the payment belongs to, or null
 * @param renewal      whether this is a later month of a monthly gift: {@code donation} then names the first one
 * @param at           when the payment was begun, UTC
 */
public record PaymentReport(String paymentId, @Nullable UUID donation, PaymentStatus status, Money amount,
        Money refunded, @Nullable Money disputed, @Nullable Money fee, @Nullable String subscription, boolean renewal,
        Instant at) {
    /** Minor units; more than any gateway moves, and far from where sums overflow. */
    private static final long LARGEST_MINOR = 1_000_000_000_000_000L;

    public PaymentReport {
        Objects.requireNonNull(paymentId, "paymentId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(amount, "amount");
        Objects.requireNonNull(refunded, "refunded");
        Objects.requireNonNull(at, "at");
    }

    /** A payment of which nothing is disputed, or nobody says how much. */
    public PaymentReport(String paymentId, @Nullable UUID donation, PaymentStatus status, Money amount,
            Money refunded, @Nullable Money fee, @Nullable String subscription, boolean renewal, Instant at) {
        this(paymentId, donation, status, amount, refunded, null, fee, subscription, renewal, at);
    }

    /** A payment that stands alone, of which nothing went back and no fee is known. */
    public PaymentReport(String paymentId, @Nullable UUID donation, PaymentStatus status, Money amount, Instant at) {
        this(paymentId, donation, status, amount, Money.zero(amount.getCurrencyUnit()), null, null, null, false, at);
    }

    /** The same after so much went back altogether. */
    public PaymentReport withRefunded(Money refundedNow) {
        return new PaymentReport(paymentId, donation, status, amount, refundedNow, disputed, fee, subscription,
                renewal, at);
    }

    /** Whether the gateway has, or had, the donor's money. */
    public boolean isMoney() {
        return status == PaymentStatus.PAID || status == PaymentStatus.DISPUTED;
    }

    /** What of this cannot be true, or cannot stand in a book, in words for an admin; nothing where all is well. */
    public Optional<String> contradiction() {
        if (isOutside(amount) || isMoney() && !amount.isPositive()) {
            return Optional.of(amount + " is no amount that can be paid");
        }
        if (isForeign(refunded) || isForeign(disputed) || isForeign(fee)) {
            return Optional.of("it is about " + amount.getCurrencyUnit() + ", and what went back or what it cost is in"
                    + " another currency");
        }
        if (refunded.isNegative() || disputed != null && disputed.isNegative()) {
            return Optional.of("less than nothing went back of " + amount);
        }
        Money back = disputed == null || isOutside(disputed) || isOutside(refunded) ? refunded
                : refunded.plus(disputed);
        if (isMoney() && back.isGreaterThan(amount)) {
            return Optional.of(refunded + " went back" + (disputed == null || disputed.isZero() ? ""
                    : ", and the bank takes " + disputed) + ", of " + amount);
        }
        return Optional.empty();
    }

    /**
     * The same without what cannot be true: nothing went back beyond the amount, and a fee in another currency is not
     * known. Nothing where no money can be recorded at all.
     *
     * @param known what went back as the book has it; stands where the gateway says what makes no sense
     */
    public Optional<PaymentReport> recordable(Money known) {
        if (isOutside(amount) || isMoney() && !amount.isPositive()) {
            return Optional.empty();
        }
        Money said = isForeign(refunded) || refunded.isNegative() ? known : refunded;
        Money back = isForeign(said) ? Money.zero(amount.getCurrencyUnit())
                : said.isGreaterThan(amount) ? amount : said;
        Money cost = fee == null || isForeign(fee) || isOutside(fee) ? null : fee;
        return Optional.of(new PaymentReport(paymentId, donation, status, amount, back, disputed, cost, subscription,
                renewal, at));
    }

    private boolean isForeign(@Nullable Money other) {
        return other != null && !other.getCurrencyUnit().equals(amount.getCurrencyUnit());
    }

    private static boolean isOutside(Money money) {
        return money.isNegative() || money.getAmountMinor().toBigInteger().bitLength() >= Long.SIZE
                || money.getAmountMinorLong() > LARGEST_MINOR;
    }
}
