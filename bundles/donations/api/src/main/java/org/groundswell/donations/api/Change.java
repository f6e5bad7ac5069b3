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
 * @param fee      what the gateway kept of it, or null to leave it as it is
 * @param cause    where it comes from: {@code webhook}, {@code return}, {@code reconciliation}, {@code expiry}
 * @param at       when, UTC
 * @param basis    the version of the donation that was read before the gateway was asked, or {@link #UNSEEN}. With a
 *                 basis the change is what the gateway says now: it may also take back what was recorded (a refund
 *                 that failed), and it is refused as stale where the donation has moved in between. Without one, only
 *                 what cannot be older than the donation is news.
 */
public record Change(UUID donation, DonationState next, Donation.Payment payment, String eventId, Money settled,
        Money refunded, Money fee, String cause, Instant at, long basis) {

    /** The basis of a change that does not come from asking the gateway. */
    public static final long UNSEEN = -1;

    public Change {
        Objects.requireNonNull(donation, "donation");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(at, "at");
    }

    /** A change without a basis and without a fee. */
    public Change(UUID donation, DonationState next, Donation.Payment payment, String eventId, Money settled,
            Money refunded, String cause, Instant at) {
        this(donation, next, payment, eventId, settled, refunded, null, cause, at, UNSEEN);
    }
}
