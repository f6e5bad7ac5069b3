package org.groundswell.donations.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

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
 * @param cause    where it comes from: never null
 * @param at       when, UTC
 * @param basis    the version of the donation that was read before the gateway was asked, or {@link #UNSEEN}. With a
 *                 basis the change is what the gateway says now: it may also take back what was recorded (a refund
 *                 that failed), and it is refused as stale where the donation has moved in between. Without one, only
 *                 what cannot be older than the donation is news.
 */
public record Change(UUID donation, DonationState next, Donation.@Nullable Payment payment, @Nullable String eventId,
        @Nullable Money settled, @Nullable Money refunded, @Nullable Money fee, Cause cause, Instant at, long basis) {

    /** The basis of a change that does not come from asking the gateway. */
    public static final long UNSEEN = -1;

    public Change {
        Objects.requireNonNull(donation, "donation");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(at, "at");
    }

    /** A new state without money, and without a basis. The {@code with...} methods add to it. */
    public static Change to(UUID donation, DonationState next, Cause cause, Instant at) {
        return new Change(donation, next, null, null, null, null, null, cause, at, UNSEEN);
    }

    /** A payment for it was opened. */
    public static Change opened(UUID donation, Donation.Payment payment, Instant at) {
        return to(donation, DonationState.PENDING, Cause.PAYMENT, at).withPayment(payment);
    }

    /** Nobody paid it in time. */
    public static Change expired(Donation seen, Instant at) {
        return to(seen.pledge().id(), DonationState.EXPIRED, Cause.EXPIRY, at).withPayment(seen.payment())
                .withBasis(seen);
    }

    /** @param about the payment that the change is about, or null */
    public Change withPayment(Donation.@Nullable Payment about) {
        return new Change(donation, next, about, eventId, settled, refunded, fee, cause, at, basis);
    }

    /** @param id the gateway's id of the notification, or null */
    public Change withEvent(@Nullable String id) {
        return new Change(donation, next, payment, id, settled, refunded, fee, cause, at, basis);
    }

    /**
     * @param received what the gateway received altogether, or null
     * @param returned what of it went back altogether, or null
     */
    public Change withMoney(@Nullable Money received, @Nullable Money returned) {
        return new Change(donation, next, payment, eventId, received, returned, fee, cause, at, basis);
    }

    /** @param kept what the gateway kept, or null where it has not said so */
    public Change withFee(@Nullable Money kept) {
        return new Change(donation, next, payment, eventId, settled, refunded, kept, cause, at, basis);
    }

    /** What the gateway says now, to whoever had read the donation like this. */
    public Change withBasis(Donation seen) {
        return new Change(donation, next, payment, eventId, settled, refunded, fee, cause, at, seen.version());
    }

    /** Whether the donation has moved since this change's basis was read. */
    public boolean isStale(Donation before) {
        return basis != UNSEEN && basis != before.version();
    }

    /**
     * What the donation is after this change, or nothing where the change is no news. Every ledger decides by this, so
     * that a gift counts the same whichever keeps the book.
     *
     * @param before the donation as the book has it, of the version of the basis where there is one
     * @param heard  whether an entry with this event id of this provider is in the book
     * @return with the version of {@code before}: the ledger gives it the sequence of its entry
     */
    public Optional<Donation> appliedTo(Donation before, boolean heard) {
        Donation after = after(before);
        boolean news = basis == UNSEEN ? !heard && isNews(before) : differs(before, after);
        return news ? Optional.of(after) : Optional.empty();
    }

    /** For what the gateway says now: news is whatever is not in the book yet. */
    private static boolean differs(Donation before, Donation after) {
        boolean figures = !before.settled().equals(after.settled()) || !before.refunded().equals(after.refunded())
                || !Objects.equals(before.fee(), after.fee());
        return before.state() == after.state() ? figures : before.state().mayBecome(after.state());
    }

    private boolean isNews(Donation before) {
        if (!before.state().mayBecome(next)) {
            return false;
        }
        return switch (before.state()) {
            // Reports may come late and twice: only a larger refund is another refund.
            case REFUNDED -> next == DonationState.DISPUTED || next == DonationState.REFUNDED
                    && refunded != null && refunded.isGreaterThan(before.refunded());
            // Only what the gateway said after the dispute can end it.
            case DISPUTED -> at.isAfter(before.changed());
            default -> true;
        };
    }

    private Donation after(Donation before) {
        Money received = settled == null ? before.settled() : settled;
        if (next == DonationState.PAID && settled == null && received.isZero()) {
            received = before.pledge().amount();
        }
        return new Donation(before.pledge(), next, payment == null ? before.payment() : payment, received,
                refunded == null ? before.refunded() : refunded, fee == null ? before.fee() : fee,
                at.truncatedTo(ChronoUnit.MILLIS), before.version(), before.rehearsal());
    }
}
