package org.groundswell.donations.service.settlement;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.shared.visitors.VisitorLog;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ledger to what the gateway says now. Nothing that was told is believed: the donation is read, the gateway
 * is asked, and the answer is recorded only if the donation has not moved in between. So each recorded state is newer
 * than the one before, whatever comes late, twice or out of order, and whichever clock jumps.
 */
@Component(service = Settlement.class)
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final int ATTEMPTS = 20;

    private final Ledger ledger;
    private final Clock clock;
    /** For what anybody may tell of; what is about money is always said. */
    private final VisitorLog strange = new VisitorLog(LOG);

    @Activate
    public Settlement(@Reference Ledger ledger) {
        this(ledger, Clock.systemUTC());
    }

    public Settlement(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Asks about a payment and records the answer if it is news.
     *
     * @param eventId the notification's id, or null where there was none
     * @param cause   why it is asked
     * @return the donation as it stands afterwards, or nothing where the payment is none of ours. What the gateway says
     *         and cannot be true is recorded as far as it can be, said in the log, and named by each audit
     * @throws UnreadablePaymentException if what the gateway answers cannot be understood; asking again would not help
     * @throws PaymentException           if the gateway cannot be asked
     */
    public Optional<Donation> settle(PaymentProvider provider, String paymentId, String eventId, Cause cause)
            throws PaymentException {
        Optional<UUID> id = ledger.byPayment(provider.name(), paymentId).map(known -> known.pledge().id());
        if (id.isEmpty()) {
            id = provider.report(paymentId).flatMap(report -> donationOf(provider.name(), report));
        }
        if (id.isEmpty()) {
            strange.warn("Provider {} tells of payment {}, which belongs to no donation", provider.name(), paymentId);
            return Optional.empty();
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Donation donation = ledger.donation(id.get()).orElseThrow();
            Optional<PaymentReport> report = provider.report(paymentId);
            Optional<PaymentReport> recordable = report.flatMap(each -> recordable(donation, provider.name(), each));
            if (recordable.isEmpty() || !fits(donation, provider.name(), recordable.get())) {
                return Optional.of(donation);
            }
            switch (ledger.change(change(donation, provider.name(), recordable.get(), eventId, cause))) {
                case ChangeOutcome.Applied applied -> {
                    if (donation.settled().isZero()) {
                        return Optional.of(applied.donation());
                    }
                    // Money that was there before may come and go: a dispute is lost and won, a refund fails. Somebody
                    // else may have asked after us, found the ledger right, and left it; so look once more.
                    LOG.debug("Donation {} is now {}; asking whether that is still so", id.get(),
                            applied.donation().state());
                }
                case ChangeOutcome.Ignored ignored -> {
                    return Optional.of(ignored.donation());
                }
                case ChangeOutcome.Unknown _ -> {
                    return Optional.empty();
                }
                case ChangeOutcome.Stale _ -> LOG.debug("Donation {} has moved; asking once more", id.get());
            }
        }
        throw new PaymentException("donation " + id.get() + " moved " + ATTEMPTS + " times while payment " + paymentId
                + " was asked about");
    }

    /** Which donation a payment that the ledger does not know was opened for; a later month gets its own. */
    private Optional<UUID> donationOf(String provider, PaymentReport report) {
        Optional<Donation> named = Optional.ofNullable(report.donation()).flatMap(ledger::donation);
        if (named.isEmpty() || !report.renewal()) {
            return named.map(donation -> donation.pledge().id());
        }
        if (!report.isMoney() || recordable(named.get(), provider, report).isEmpty()) {
            return Optional.empty();
        }
        var renewed = named.get().pledge().renewed(UuidCreator.getTimeOrderedEpoch(),
                "renewal " + provider + " " + report.paymentId(), report.amount(), clock.instant());
        return switch (ledger.pledge(renewed)) {
            case PledgeOutcome.Recorded recorded -> Optional.of(recorded.donation().pledge().id());
            case PledgeOutcome.Repeated repeated -> Optional.of(repeated.donation().pledge().id());
            case PledgeOutcome.ForeignKey _ -> Optional.empty();
        };
    }

    /** What of the report can stand in the book; what cannot is said loudly, because it is about money. */
    private static Optional<PaymentReport> recordable(Donation donation, String provider, PaymentReport report) {
        Optional<PaymentReport> recordable = report.recordable(donation.refunded());
        report.contradiction().ifPresent(why -> LOG.error("Payment {} at {} for donation {} cannot be as it says: {};"
                + " {}", report.paymentId(), provider, donation.pledge().id(), why, recordable.isEmpty()
                        ? "nothing is recorded" : "the rest is recorded"));
        return recordable;
    }

    /** Whether the report may move this donation; what may not is said loudly, because it is about money. */
    private static boolean fits(Donation donation, String provider, PaymentReport report) {
        UUID id = donation.pledge().id();
        if (!report.amount().getCurrencyUnit().equals(donation.pledge().amount().getCurrencyUnit())) {
            LOG.error("Payment {} at {} is in {}, donation {} is not: nothing recorded, look into it",
                    report.paymentId(), provider, report.amount().getCurrencyUnit(), id);
            return false;
        }
        if (!Comparison.isOf(donation, report)) {
            LOG.error("Payment {} at {} is for donation {} there and for donation {} here: its money counts here, once",
                    report.paymentId(), provider, report.donation(), id);
        }
        var known = donation.payment();
        if (known == null || known.provider().equals(provider) && known.paymentId().equals(report.paymentId())) {
            return true;
        }
        if (report.isMoney() && donation.settled().isPositive()) {
            LOG.error("Donation {} is paid by payment {} at {} and again by {} at {}: give one of them back", id,
                    known.paymentId(), known.provider(), report.paymentId(), provider);
            return false;
        }
        // An earlier attempt to pay may end as it likes; only its money matters.
        return report.isMoney();
    }

    private Change change(Donation donation, String provider, PaymentReport report, String eventId, Cause cause) {
        var known = donation.payment();
        boolean same = known != null && known.paymentId().equals(report.paymentId());
        String subscription = report.subscription() != null || !same ? report.subscription() : known.subscription();
        var payment = new Donation.Payment(provider, report.paymentId(), same ? known.checkout() : null, subscription);
        Money settled = report.isMoney() ? report.amount() : null;
        Money refunded = report.isMoney() ? report.refunded() : null;
        return Change.to(donation.pledge().id(), stateOf(report), cause, clock.instant()).withPayment(payment)
                .withEvent(eventId).withMoney(settled, refunded).withFee(report.fee()).withBasis(donation);
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
