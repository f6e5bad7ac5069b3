package org.groundswell.donations.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentPage;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.joda.money.Money;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lays the gateway's list beside the ledger, settles what no notification has told, and names what does not agree. */
@Component(service = Reconciliation.class)
public final class Reconciliation {
    private static final int PAGE = 500;
    /** Gateways and nodes have clocks of their own. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Settlement settlement;
    private final Clock clock;

    @Activate
    public Reconciliation(@Reference Ledger ledger, @Reference Settlement settlement) {
        this(ledger, settlement, Clock.systemUTC());
    }

    Reconciliation(Ledger ledger, Settlement settlement, Clock clock) {
        this.ledger = ledger;
        this.settlement = settlement;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param payments    how many the gateway has listed
     * @param settled     how many of them the ledger had not heard of, or not all
     * @param differences what still does not agree, one sentence each, with ids only
     */
    record Result(String provider, Instant since, int payments, int settled, List<String> differences) {
    }

    /**
     * Everything that was begun since then.
     *
     * @param settles whether the ledger is to follow the gateway, or everything is only compared
     * @throws PaymentException if the gateway cannot be asked to the end; what was settled stays settled
     */
    Result reconcile(PaymentProvider provider, Instant since, boolean settles) throws PaymentException {
        var listed = new SeenPayments();
        var differences = new ArrayList<String>();
        int settled = 0;
        Instant complete = since;
        String cursor = null;
        do {
            PaymentPage page = provider.payments(since, cursor);
            complete = page.complete().isAfter(complete) ? page.complete() : complete;
            for (PaymentReport report : page.payments()) {
                listed.add(report.paymentId());
                Optional<String> difference = difference(provider.name(), report);
                if (difference.isPresent() && settles) {
                    difference = settled(provider, report);
                    settled += difference.isEmpty() ? 1 : 0;
                }
                difference.ifPresent(differences::add);
            }
            cursor = page.next();
        } while (cursor != null);
        findUnlisted(provider, listed, complete, differences);
        return new Result(provider.name(), since, listed.size(), settled, List.copyOf(differences));
    }

    /** What is left to be said afterwards. One bad record never stops the others. */
    private Optional<String> settled(PaymentProvider provider, PaymentReport report) {
        try {
            settlement.settle(provider, report.paymentId(), null, "reconciliation");
            return difference(provider.name(), report);
        } catch (PaymentException | RuntimeException e) {
            return Optional.of("payment " + report.paymentId() + " at " + provider.name() + " could not be settled: "
                    + e.getMessage());
        }
    }

    /** What the ledger does not have as the gateway says; nothing where they agree. */
    private Optional<String> difference(String provider, PaymentReport report) {
        String payment = "payment " + report.paymentId() + " at " + provider;
        Optional<Donation> known = ledger.byPayment(provider, report.paymentId());
        if (known.isEmpty()) {
            boolean awaited = !report.isMoney() && report.donation() != null;
            return awaited ? Optional.empty() : Optional.of(payment + " (" + report.status() + " " + report.amount()
                    + ") " + whose(report));
        }
        Donation donation = known.get();
        boolean current = donation.payment().paymentId().equals(report.paymentId());
        Money there = counted(report);
        Money here = current ? donation.counted() : Money.zero(there.getCurrencyUnit());
        boolean overdue = current && donation.state().isOpen() && isFinal(report);
        if (here.equals(there) && !overdue) {
            return Optional.empty();
        }
        return Optional.of(payment + " is " + report.status() + " and counts " + there + ", donation "
                + donation.pledge().id() + " is " + donation.state() + " and counts " + here);
    }

    /** A payment that the ledger does not have. */
    private String whose(PaymentReport report) {
        return Optional.ofNullable(report.donation()).flatMap(ledger::donation)
                .map(donation -> "is for donation " + donation.pledge().id() + ", which has "
                        + (donation.payment() == null ? "no payment" : "payment " + donation.payment().paymentId()))
                .orElse("belongs to no donation");
    }

    /** Donations whose money the gateway knows nothing of. */
    private void findUnlisted(PaymentProvider provider, SeenPayments listed, Instant since, List<String> differences)
            throws PaymentException {
        Instant sure = since.plus(CLOCKS);
        UUID before = null;
        List<Donation> page;
        do {
            page = ledger.newest(before, PAGE);
            for (Donation donation : page) {
                before = donation.pledge().id();
                if (donation.pledge().at().isBefore(sure)) {
                    return;
                }
                var payment = donation.payment();
                boolean ours = payment != null && payment.provider().equals(provider.name())
                        && donation.settled().isPositive();
                if (ours && !listed.contains(payment.paymentId()) && !isTooNew(donation)
                        && provider.report(payment.paymentId()).isEmpty()) {
                    differences.add("donation " + donation.pledge().id() + " is " + donation.state() + ", and "
                            + provider.name() + " knows no payment " + payment.paymentId());
                }
            }
        } while (page.size() == PAGE);
    }

    /** Begun while the list was being read. */
    private boolean isTooNew(Donation donation) {
        return donation.pledge().at().isAfter(clock.instant().minus(CLOCKS));
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
