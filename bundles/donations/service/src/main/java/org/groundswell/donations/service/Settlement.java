package org.groundswell.donations.service;

import java.time.Clock;
import java.util.Optional;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.payments.api.PaymentReport;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a gateway reports into an entry of the ledger, wherever the report came from. */
@Component(service = Settlement.class)
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final Ledger ledger;
    private final Clock clock;

    @Activate
    public Settlement(@Reference Ledger ledger) {
        this(ledger, Clock.systemUTC());
    }

    Settlement(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Records the report if it is news.
     *
     * @param cause {@code webhook}, {@code return} or {@code reconciliation}
     * @return the donation as it stands afterwards, or nothing where the payment is not one of ours
     */
    Optional<Donation> settle(String provider, PaymentReport report, String cause) {
        Optional<Donation> found = ledger.byPayment(provider, report.paymentId())
                .or(() -> Optional.ofNullable(report.donation()).flatMap(ledger::donation));
        if (found.isEmpty()) {
            LOG.warn("Provider {} reports payment {}, which belongs to no donation", provider, report.paymentId());
            return Optional.empty();
        }
        Donation donation = found.get();
        DonationState next = stateOf(report);
        if (next == DonationState.PENDING && donation.state() != DonationState.PLEDGED) {
            return found;
        }
        if (!report.amount().getCurrencyUnit().equals(donation.pledge().amount().getCurrencyUnit())) {
            LOG.error("Payment {} at {} is in {}, donation {} is not: nothing recorded, look into it",
                    report.paymentId(), provider, report.amount().getCurrencyUnit(), donation.pledge().id());
            return found;
        }
        return Optional.of(record(donation, provider, report, next, cause));
    }

    private Donation record(Donation donation, String provider, PaymentReport report, DonationState next,
            String cause) {
        boolean money = next == DonationState.PAID || next == DonationState.REFUNDED
                || next == DonationState.DISPUTED;
        Money settled = money ? report.amount() : null;
        Money refunded = money ? report.refunded() : null;
        var known = donation.payment();
        var payment = known != null && known.paymentId().equals(report.paymentId()) ? known
                : new Donation.Payment(provider, report.paymentId(), null);
        var change = new Change(donation.pledge().id(), next, payment, report.eventId(), settled, refunded, cause,
                clock.instant());
        return switch (ledger.change(change)) {
            case ChangeOutcome.Applied applied -> applied.donation();
            case ChangeOutcome.Ignored ignored -> ignored.donation();
            case ChangeOutcome.Unknown _ -> donation;
        };
    }

    private static DonationState stateOf(PaymentReport report) {
        return switch (report.status()) {
            case OPEN, PENDING -> DonationState.PENDING;
            case PAID -> report.refunded().isZero() ? DonationState.PAID : DonationState.REFUNDED;
            case FAILED -> DonationState.FAILED;
            case CANCELED -> DonationState.CANCELED;
            case EXPIRED -> DonationState.EXPIRED;
            case DISPUTED -> DonationState.DISPUTED;
        };
    }
}
