package org.groundswell.donations.service.refunds;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.gifts.BegunRefund;
import org.groundswell.donations.api.gifts.GiftBook;
import org.groundswell.donations.api.gifts.Remark;
import org.groundswell.donations.api.gifts.Way;
import org.groundswell.donations.api.refunds.RefundOutcome;
import org.groundswell.donations.api.refunds.RefundRequest;
import org.groundswell.donations.api.refunds.Refunds;
import org.groundswell.donations.service.KeyedLock;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.settlement.Inquiry;
import org.groundswell.donations.service.settlement.Settlement;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A refund is kept before the gateway hears of it, with what had gone back by then; so whoever comes after a crash or a
 * lost answer asks the gateway first, and asks for the same refund with the same key only where it does not have it. What
 * went back is never believed of ourselves: the gateway says it, and {@link Settlement} records it.
 */
@Port(port = "donations.refunds")
@Component(service = Refunds.class)
public final class GatewayRefunds implements Refunds {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRefunds.class);

    private final Ledger ledger;
    private final GiftBook book;
    private final Gateways gateways;
    private final Clock clock;
    private final KeyedLock lock = new KeyedLock();

    /** How a donation stands at its gateway, and the gateway itself. */
    interface Gateways {
        Donation ask(Donation donation) throws PaymentException;

        Optional<PaymentProvider> named(String name);
    }

    @Activate
    public GatewayRefunds(@Reference Ledger ledger, @Reference GiftBook book, @Reference Inquiry inquiry,
            @Reference Providers providers) {
        this(ledger, book, new Gateways() {
            @Override
            public Donation ask(Donation donation) throws PaymentException {
                return inquiry.ask(donation, Cause.REFUND);
            }

            @Override
            public Optional<PaymentProvider> named(String name) {
                return providers.named(name);
            }
        }, Clock.systemUTC());
    }

    GatewayRefunds(Ledger ledger, GiftBook book, Gateways gateways, Clock clock) {
        this.ledger = ledger;
        this.book = book;
        this.gateways = gateways;
        this.clock = clock;
    }

    @Override
    public RefundOutcome refund(RefundRequest request) {
        return lock.alone(request.donation().toString(), () -> {
            Optional<Donation> donation = ledger.donation(request.donation());
            return donation.isEmpty() ? new RefundOutcome.Unknown() : refund(donation.get(), request);
        });
    }

    @Override
    public RefundOutcome confirm(UUID id) {
        return lock.alone(id.toString(), () -> {
            Optional<BegunRefund> open = book.openRefund(id);
            return open.isEmpty() ? new RefundOutcome.Unknown() : finish(ledger.donation(id).orElseThrow(), open.get());
        });
    }

    private RefundOutcome refund(Donation donation, RefundRequest request) {
        Optional<BegunRefund> known = book.refund(request.key());
        if (known.isPresent()) {
            return repeated(donation, known.get(), request);
        }
        Donation now;
        try {
            now = standing(donation);
        } catch (PaymentException e) {
            return new RefundOutcome.NotReached(donation, e.getMessage());
        }
        Optional<BegunRefund> open = book.openRefund(request.donation());
        if (open.isPresent() && !isDone(now, open.get())) {
            return new RefundOutcome.Unconfirmed(now, open.get(), "another refund of this gift is not confirmed");
        }
        open.ifPresent(each -> book.end(each.key(), BegunRefund.State.DONE));
        if (isTooMuch(now, request)) {
            return new RefundOutcome.TooMuch(now, now.counted());
        }
        if (request.left() != null && !request.left().equals(now.counted())) {
            return new RefundOutcome.Stale(now, now.counted());
        }
        var refund = new BegunRefund(request.key(), request.donation(), request.amount(), now.refunded(),
                BegunRefund.State.OPEN);
        BegunRefund begun = book.begin(refund, new Remark(clock.instant(), request.author(), Remark.Kind.REFUND,
                request.reason()));
        return begun.equals(refund) ? finish(now, begun)
                : new RefundOutcome.Unconfirmed(now, begun, "another refund of this gift was begun");
    }

    private RefundOutcome repeated(Donation donation, BegunRefund known, RefundRequest request) {
        if (!known.donation().equals(request.donation()) || !known.amount().equals(request.amount())) {
            return new RefundOutcome.ForeignKey();
        }
        return switch (known.state()) {
            case DONE -> new RefundOutcome.Done(donation);
            case REFUSED -> new RefundOutcome.Refused(donation, "the gateway has refused it");
            case OPEN -> finish(donation, known);
        };
    }

    /** Brings a refund that was begun to its end, if the gateway says how it ended. */
    private RefundOutcome finish(Donation donation, BegunRefund refund) {
        Donation now = donation;
        String why = "the gateway does not have it yet";
        boolean refused = false;
        try {
            now = standing(donation);
            if (isDone(now, refund)) {
                return done(now, refund);
            }
            if (refund.amount().isGreaterThan(now.counted())) {
                book.end(refund.key(), BegunRefund.State.REFUSED);
                return new RefundOutcome.TooMuch(now, now.counted());
            }
            giveBack(now, refund);
        } catch (PaymentRefusedException e) {
            refused = true;
            why = e.getMessage();
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (PaymentException | RuntimeException e) {
            why = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        }
        return ended(now, refund, refused, why);
    }

    private RefundOutcome ended(Donation before, BegunRefund refund, boolean refused, String why) {
        UUID id = refund.donation();
        try {
            Donation now = standing(before);
            if (isDone(now, refund)) {
                return done(now, refund);
            }
            if (refused) {
                book.end(refund.key(), BegunRefund.State.REFUSED);
                LOG.warn("The refund of {} of donation {} was refused: {}", refund.amount(), id, why);
                return new RefundOutcome.Refused(now, why);
            }
            LOG.warn("The refund of {} of donation {} is not confirmed: {}", refund.amount(), id, why);
            return new RefundOutcome.Unconfirmed(now, refund, why);
        } catch (PaymentException e) {
            LOG.warn("The refund of {} of donation {} is not confirmed: {}", refund.amount(), id, e.getMessage());
            return new RefundOutcome.Unconfirmed(before, refund, e.getMessage());
        }
    }

    private RefundOutcome done(Donation now, BegunRefund refund) {
        book.end(refund.key(), BegunRefund.State.DONE);
        LOG.info("{} of donation {} went back", refund.amount(), refund.donation());
        return new RefundOutcome.Done(now);
    }

    /** As its gateway says now, recorded; what no gateway took stands in the book alone. */
    private Donation standing(Donation donation) throws PaymentException {
        return Way.of(donation).isPresent() ? ledger.donation(donation.pledge().id()).orElseThrow()
                : gateways.ask(donation);
    }

    private void giveBack(Donation donation, BegunRefund refund) throws PaymentException {
        if (Way.of(donation).isPresent()) {
            ledger.change(Change.to(refund.donation(), DonationState.REFUNDED, Cause.REFUND, clock.instant())
                    .withMoney(donation.settled(), refund.after()).withBasis(donation));
            return;
        }
        String name = donation.payment().provider();
        PaymentProvider provider = gateways.named(name)
                .orElseThrow(() -> new PaymentException("provider " + name + " is not there"));
        provider.refund(donation.payment().paymentId(), refund.amount(), refund.key());
    }

    private static boolean isDone(Donation now, BegunRefund refund) {
        return !now.refunded().isLessThan(refund.after());
    }

    private static boolean isTooMuch(Donation now, RefundRequest request) {
        return !request.amount().getCurrencyUnit().equals(now.pledge().amount().getCurrencyUnit())
                || request.amount().isGreaterThan(now.counted());
    }
}
