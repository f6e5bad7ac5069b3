package org.groundswell.donations.service.settlement;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.UnreadablePaymentException;

/** Finds donations whose money the gateway has not listed, reading the ledger page by page. */
final class Unlisted {
    /** The gateway is asked about so many; where it knows none of them, a key of another account is in use. */
    private static final int QUESTIONS = 100;
    private static final int FAILURES = 3;

    private final Ledger ledger;
    private final PaymentProvider provider;
    private final ListedPayments listed;
    private final Differences differences;
    private final Clock clock;
    private int questions = QUESTIONS;
    private int failures;

    Unlisted(Ledger ledger, PaymentProvider provider, ListedPayments listed, Differences differences, Clock clock) {
        this.ledger = ledger;
        this.provider = provider;
        this.listed = listed;
        this.differences = differences;
        this.clock = clock;
    }

    /**
     * @param since  donations that were pledged before are not looked at
     * @param tooNew what was pledged within so long may have been begun while the list was being read
     * @param page   how many donations are read at a time
     */
    void find(Instant since, Duration tooNew, int page) throws IOException {
        UUID before = null;
        List<Donation> donations;
        do {
            donations = ledger.newest(before, page);
            for (Donation donation : donations) {
                before = donation.pledge().id();
                if (donation.pledge().at().isBefore(since)) {
                    return;
                }
                if (!donation.pledge().at().isAfter(clock.instant().minus(tooNew))) {
                    look(donation).ifPresent(differences::add);
                }
            }
        } while (donations.size() == page);
    }

    private Optional<String> look(Donation donation) throws IOException {
        var payment = donation.payment();
        if (payment == null || !payment.provider().equals(provider.name())) {
            return Optional.empty();
        }
        if (donation.state().isOpen()) {
            return shared(donation);
        }
        if (!donation.settled().isPositive() || listed.contains(payment.paymentId())) {
            return Optional.empty();
        }
        return unknown(payment.paymentId()).map(what -> "donation " + donation.pledge().id() + " is "
                + donation.state() + ", and " + provider.name() + " " + what);
    }

    /** A gateway may have opened one payment for two donations; its money can only be one's. */
    private Optional<String> shared(Donation donation) {
        String payment = donation.payment().paymentId();
        return ledger.byPayment(provider.name(), payment).map(owner -> owner.pledge().id())
                .filter(owner -> !owner.equals(donation.pledge().id()))
                .map(owner -> "payment " + payment + " at " + provider.name() + " was opened for donation " + owner
                        + " and again for donation " + donation.pledge().id());
    }

    /** What is wrong with a payment that is not in the list; nothing where the gateway knows it all the same. */
    private Optional<String> unknown(String payment) {
        if (questions == 0) {
            return Optional.of("does not list its payment " + payment);
        }
        questions--;
        try {
            boolean known = provider.report(payment).isPresent();
            failures = 0;
            return known ? Optional.empty() : Optional.of("knows no payment " + payment);
        } catch (UnreadablePaymentException e) {
            return Optional.of("tells what cannot be understood: " + e.getMessage());
        } catch (PaymentException | RuntimeException e) {
            if (++failures >= FAILURES) {
                questions = 0;
            }
            return Optional.of("does not list its payment " + payment + ", nor answers about it: " + e.getMessage());
        }
    }
}
