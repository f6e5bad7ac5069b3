package org.groundswell.donations.service.settlement;

import java.util.Optional;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.payments.api.PaymentReport;
import org.joda.money.Money;

/** Lays one payment as the gateway has it beside the ledger. */
final class Comparison {
    private final Ledger ledger;

    Comparison(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * How they stand to each other.
     *
     * @param difference what is to be said; nothing where they agree
     * @param open       whether settling may help: the ledger does not have all that can be recorded
     */
    record Outcome(Optional<String> difference, boolean open) {
        private static final Outcome AGREED = new Outcome(Optional.empty(), false);
    }

    Outcome compare(String provider, PaymentReport report) {
        String payment = "payment " + report.paymentId() + " at " + provider;
        Optional<Donation> known = ledger.byPayment(provider, report.paymentId());
        Optional<String> wrong = report.contradiction();
        if (known.isEmpty()) {
            boolean awaited = !report.isMoney() && report.donation() != null && wrong.isEmpty();
            return awaited ? Outcome.AGREED : new Outcome(Optional.of(payment + " (" + report.status() + " "
                    + report.amount() + ") " + whose(report) + wrong.map(why -> "; " + why).orElse("")), true);
        }
        Donation donation = known.get();
        Optional<PaymentReport> recordable = report.recordable(donation.refunded());
        if (recordable.isEmpty()) {
            return new Outcome(Optional.of(payment + " cannot be recorded: " + wrong.orElse("it makes no sense")
                    + "; " + standing(donation, donation.counted())), false);
        }
        boolean current = donation.payment().paymentId().equals(report.paymentId());
        Money there = counted(recordable.get());
        Money here = current ? donation.counted() : Money.zero(there.getCurrencyUnit());
        boolean overdue = current && donation.state().isOpen() && isFinal(report);
        if (!here.equals(there) || overdue) {
            return new Outcome(Optional.of(payment + " is " + report.status() + " and counts " + there + ", "
                    + standing(donation, here) + wrong.map(why -> "; " + why).orElse("")), true);
        }
        if (wrong.isPresent()) {
            return new Outcome(Optional.of(payment + " cannot be as it says: " + wrong.get() + "; "
                    + standing(donation, here)), false);
        }
        return isOf(donation, report) ? Outcome.AGREED : new Outcome(Optional.of(payment + " is for donation "
                + report.donation() + " there and for donation " + donation.pledge().id() + " here"), false);
    }

    /** Whether the gateway has the payment for the same donation as the ledger. */
    static boolean isOf(Donation donation, PaymentReport report) {
        return report.donation() == null || report.donation().equals(donation.pledge().id())
                || report.renewal() && report.donation().equals(donation.pledge().renews());
    }

    private static String standing(Donation donation, Money here) {
        return "donation " + donation.pledge().id() + " is " + donation.state() + " and counts " + here;
    }

    /** A payment that the ledger does not have. */
    private String whose(PaymentReport report) {
        return Optional.ofNullable(report.donation()).flatMap(ledger::donation)
                .map(donation -> "is for donation " + donation.pledge().id() + ", which has "
                        + (donation.payment() == null ? "no payment" : "payment " + donation.payment().paymentId()))
                .orElse("belongs to no donation");
    }

    private static boolean isFinal(PaymentReport report) {
        return switch (report.status()) {
            case OPEN, PENDING -> false;
            default -> true;
        };
    }

    private static Money counted(PaymentReport report) {
        return switch (report.status()) {
            case PAID -> report.amount().minus(report.refunded());
            default -> Money.zero(report.amount().getCurrencyUnit());
        };
    }
}
