package org.groundswell.donations.service.giving;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;

/**
 * The gifts that one form has made, one after another: with another amount, or at another gateway, it is another gift, and
 * the one before has ended by then. Each has a key that follows from the one before, so that a form that is sent again,
 * from an older page of the browser's history too, meets the gift that it has made last.
 */
final class FormChain {
    private final Ledger ledger;

    FormChain(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The same will, with the key of the gift after the one that has its key now. */
    static Pledge next(Pledge pledge) {
        return new Pledge(pledge.id(), next(pledge.key()), pledge.campaign(), pledge.amount(), pledge.donor(),
                pledge.language(), pledge.monthly(), pledge.renews(), pledge.at(), pledge.test());
    }

    /** What its donor wanted is a gift of its own from here on. */
    static Pledge after(Donation donation, Instant at) {
        Pledge pledge = donation.pledge();
        return new Pledge(UuidCreator.getTimeOrderedEpoch(), next(pledge.key()), pledge.campaign(), pledge.amount(),
                pledge.donor(), pledge.language(), pledge.monthly(), null, at);
    }

    /** Nobody has opened a payment of it, and nobody will. */
    Donation withdrawn(Donation donation, Instant at) {
        if (!donation.state().isOpen()) {
            return donation;
        }
        return switch (ledger.change(Change.to(donation.pledge().id(), DonationState.CANCELED, Cause.FORM, at)
                .withBasis(donation))) {
            case ChangeOutcome.Applied applied -> applied.donation();
            case ChangeOutcome.Ignored ignored -> ignored.donation();
            case ChangeOutcome.Stale stale -> stale.donation();
            case ChangeOutcome.Unknown _ -> donation;
        };
    }

    /** Whether two ask for the same, whichever of a form's keys they have. */
    static boolean isSame(Pledge one, Pledge other) {
        return one.campaign().equals(other.campaign()) && one.amount().equals(other.amount())
                && one.donor().equals(other.donor()) && one.monthly() == other.monthly();
    }

    /** Whether the form has made another gift after the one with this key. */
    boolean goesOn(String key) {
        return ledger.byKey(next(key)).isPresent();
    }

    /** What was made last. */
    Optional<Donation> last(String key) {
        Optional<Donation> last = ledger.byKey(key);
        for (var each = last; each.isPresent(); each = ledger.byKey(next(each.get().pledge().key()))) {
            last = each;
        }
        return last;
    }

    private static String next(String key) {
        return UUID.nameUUIDFromBytes((key + " again").getBytes(StandardCharsets.UTF_8)).toString();
    }
}
