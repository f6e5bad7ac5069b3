package org.groundswell.donations.api;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.groundswell.shared.text.PlainText;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A donor's will, as it is recorded before any payment. Holds personal data. Its texts are one line each, as
 * those of {@link Donor}.
 *
 * @param id       UUIDv7
 * @param key      the form's key: the same key is the same donation, whatever is clicked or retried
 * @param campaign the campaign's id
 * @param amount   greater than zero
 * @param donor    who gives
 * @param language the language the donor used (BCP 47)
 * @param monthly  whether the donor wants to give the same every month
 * @param renews   the donation with which the monthly gift began, where this is a later month; else null
 * @param at       when it was recorded, UTC
 * @param test     whether no real money is to move: the gateway is a sandbox, or in its test mode. Stays as it was
 *                 pledged
 */
public record Pledge(UUID id, String key, String campaign, Money amount, Donor donor, String language,
        boolean monthly, @Nullable UUID renews, Instant at, boolean test) {

    public Pledge {
        Objects.requireNonNull(id, "id");
        key = PlainText.oneLine(Objects.requireNonNull(key, "key"));
        campaign = PlainText.oneLine(Objects.requireNonNull(campaign, "campaign"));
        Objects.requireNonNull(donor, "donor");
        language = PlainText.oneLine(Objects.requireNonNull(language, "language"));
        Objects.requireNonNull(at, "at");
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("pledge " + id + ": amount must be greater than zero");
        }
    }

    /** A gift of real money. */
    public Pledge(UUID id, String key, String campaign, Money amount, Donor donor, String language,
            boolean monthly, @Nullable UUID renews, Instant at) {
        this(id, key, campaign, amount, donor, language, monthly, renews, at, false);
    }

    /** A gift that is given once. */
    public Pledge(UUID id, String key, String campaign, Money amount, Donor donor, String language, Instant at) {
        this(id, key, campaign, amount, donor, language, false, null, at);
    }

    /** The same gift a month or more later. */
    public Pledge renewed(UUID nextId, String nextKey, Money nextAmount, Instant when) {
        return new Pledge(nextId, nextKey, campaign, nextAmount, donor, language, true, renews == null ? id : renews,
                when, test);
    }

    /** The same will, of a donor who was put right or forgotten. */
    public Pledge by(Donor other) {
        return new Pledge(id, key, campaign, amount, other, language, monthly, renews, at, test);
    }

    /** The same, not yet recorded, as a test or not. */
    public Pledge asTest(boolean isTest) {
        return new Pledge(id, key, campaign, amount, donor, language, monthly, renews, at, isTest);
    }

    /**
     * Whether another pledge with the same key asks for the same donation; if not, the key is somebody else's. Whether it
     * is a test was decided when the first one was recorded.
     */
    public boolean sameWill(Pledge other) {
        return key.equals(other.key) && campaign.equals(other.campaign) && amount.equals(other.amount)
                && donor.equals(other.donor) && monthly == other.monthly;
    }
}
