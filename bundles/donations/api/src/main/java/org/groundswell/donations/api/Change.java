package org.groundswell.donations.api;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What somebody wants to have recorded about a donation. The ledger decides, in one transaction, whether it is new.
 *
 * @param donation which donation
 * @param next     the state it is to have
 * @param payment  the payment this is about, or null where there is none
 * @param eventId  the gateway's id of the notification, or null; one that was seen before changes nothing
 * @param settled  what the gateway received altogether, or null to leave it as it is
 * @param refunded what went back altogether, or null to leave it as it is
 * @param cause    where it comes from: {@code webhook}, {@code return}, {@code reconciliation}, {@code expiry}
 * @param at       when, UTC
 */
public record Change(UUID donation, DonationState next, Donation.Payment payment, String eventId, Money settled,
        Money refunded, String cause, Instant at) {

    public Change {
        Objects.requireNonNull(donation, "donation");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(at, "at");
    }
}
