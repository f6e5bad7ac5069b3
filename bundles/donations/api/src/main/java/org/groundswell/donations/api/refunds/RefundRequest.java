package org.groundswell.donations.api.refunds;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What an admin's form asks for.
 *
 * @param amount greater than zero
 * @param reason for colleagues, not for the donor; may be empty
 * @param key    of the form, made when it was shown: 16 to 64 letters, digits and hyphens
 * @param author who, by the name with which they sign in
 * @param left   what could go back when they looked: where it is another amount by now, nothing is begun; null for whatever
 *               is left
 */
public record RefundRequest(UUID donation, Money amount, String reason, String key, String author, @Nullable Money left) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{16,64}");

    /** @throws IllegalArgumentException if the amount or the key is none */
    public RefundRequest {
        Objects.requireNonNull(donation, "donation");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(author, "author");
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("amount: expected more than zero");
        }
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key: expected 16 to 64 letters, digits and hyphens");
        }
    }

    /** Of whatever is left. */
    public RefundRequest(UUID donation, Money amount, String reason, String key, String author) {
        this(donation, amount, reason, key, author, null);
    }

    /** The same, meant for the gift as it stood when so much was left of it; null for whatever is left. */
    public RefundRequest whereLeft(@Nullable Money seen) {
        return new RefundRequest(donation, amount, reason, key, author, seen);
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "RefundRequest[" + donation + ", " + amount + "]";
    }
}
