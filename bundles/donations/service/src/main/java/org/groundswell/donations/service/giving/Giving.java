package org.groundswell.donations.service.giving;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.api.PledgeOutcome;
import org.groundswell.donations.service.KeyedLock;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentRefusedException.Subject;
import org.groundswell.shared.visitors.VisitorLog;
import org.joda.money.CurrencyUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;

/** From the donor's will to an open payment. The pledge is durable before any gateway hears of it. */
@Component(service = Giving.class)
public final class Giving {
    private final Ledger ledger;
    private final Providers providers;
    private final PaymentOpening opening;
    private final WaitingRoom room;
    private final Cancellation cancellation;
    private final FormChain chain;
    private final BooleanSupplier paused;
    private final Clock clock;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(Giving.class));
    /** A double click arrives as two requests at once; the second must find the payment of the first. */
    private final KeyedLock forms = new KeyedLock();

    @Activate
    public Giving(@Reference Ledger ledger, @Reference Providers providers, @Reference PublicAddress address,
            @Reference SignedLinks links, @Reference WaitingRoom room, @Reference Cancellation cancellation,
            @Reference KeptBrakes brakes) {
        this(ledger, providers, address, links, room, cancellation, () -> brakes.state().paused(), Clock.systemUTC());
    }

    /** Where nobody pauses it. */
    public static Giving of(Ledger ledger, Providers providers, PublicAddress address, SignedLinks links, WaitingRoom room,
            Cancellation cancellation, Clock clock) {
        return new Giving(ledger, providers, address, links, room, cancellation, () -> false, clock);
    }

    /** @param paused whether no payment is opened now */
    public Giving(Ledger ledger, Providers providers, PublicAddress address, SignedLinks links, WaitingRoom room,
            Cancellation cancellation, BooleanSupplier paused, Clock clock) {
        this.paused = paused;
        this.ledger = ledger;
        this.providers = providers;
        this.opening = new PaymentOpening(ledger, providers, address, links, clock);
        this.room = room;
        this.cancellation = cancellation;
        this.chain = new FormChain(ledger);
        this.clock = clock;
    }

    /** Where the donor goes next. */
    public sealed interface Next {
        /** To the gateway's page. */
        record Checkout(URI uri, UUID donation) implements Next {
        }

        /** The form was finished before; to the page that says how it stands. */
        record Known(Donation donation) implements Next {
        }

        /** The pledge is recorded but no gateway can be reached; the same form may be sent again. */
        record NoPayment(Donation donation) implements Next {
        }

        /** The pledge is recorded, and the gateway will never take it; with something else there, or elsewhere, it may be. */
        record Refused(Donation donation, Subject about) implements Next {
        }

        /** The pledge is recorded; the donor's turn to pay comes later. */
        record Waiting(Donation donation, WaitingRoom.Turn.Wait turn) implements Next {
        }

        /** Nothing is recorded: the same form has made this other gift before, which was paid, or which nobody can end. */
        record Other(Donation donation) implements Next {
        }

        /** Whether it is about the donation with this id. */
        default boolean isFor(UUID id) {
            return switch (this) {
                case Checkout checkout -> checkout.donation().equals(id);
                case Known known -> known.donation().pledge().id().equals(id);
                case Refused refused -> refused.donation().pledge().id().equals(id);
                case NoPayment none -> none.donation().pledge().id().equals(id);
                case Waiting waiting -> waiting.donation().pledge().id().equals(id);
                case Other _ -> false;
            };
        }
    }

    /** Records the pledge, as a test where it is to be paid in one, and opens its payment. */
    public Next give(Pledge pledge, String providerName, String description) {
        return forms.alone(pledge.key(), () -> switch (ledger.pledge(pledge.asTest(isTest(pledge, providerName)))) {
            case PledgeOutcome.Recorded recorded -> payInTurn(recorded.donation(), providerName, description);
            case PledgeOutcome _ when chain.goesOn(pledge.key()) ->
                give(FormChain.next(pledge), providerName, description);
            case PledgeOutcome.Repeated repeated -> again(repeated.donation(), providerName, description);
            case PledgeOutcome.ForeignKey _ -> changed(pledge, providerName, description);
        });
    }

    /** Whether a form with this key was pledged before. */
    boolean isBegun(String key) {
        return ledger.byKey(key).isPresent();
    }

    /** Whether it is what its form asked for last: what keeps new gifts out does not keep it. */
    boolean isBegun(Pledge pledge) {
        return chain.last(pledge.key()).filter(last -> FormChain.isSame(last.pledge(), pledge)).isPresent();
    }

    /** Whether there is a payment of it at this very gateway, where it can go on though nothing new is begun there. */
    boolean isBegunAt(String key, String providerName) {
        return chain.last(key).map(Donation::payment).filter(each -> each.provider().equals(providerName)).isPresent();
    }

    /** Whether there is an open payment of just this, to which its form leads. */
    boolean isOpenAt(Pledge pledge, String providerName) {
        return chain.last(pledge.key()).filter(each -> each.state() == DonationState.PENDING
                && FormChain.isSame(each.pledge(), pledge) && !isElsewhere(each, providerName)).isPresent();
    }

    /** The same donor looks again whether the turn has come. */
    Next resume(Donation donation, String providerName, String description) {
        Pledge pledge = donation.pledge();
        return forms.alone(pledge.key(),
                () -> again(ledger.donation(pledge.id()).orElse(donation), providerName, description));
    }

    private Next again(Donation donation, String providerName, String description) {
        if (isElsewhere(donation, providerName)) {
            return elsewhere(donation, providerName, description);
        }
        return switch (donation.state()) {
            case PLEDGED -> payInTurn(donation, providerName, description);
            case PENDING -> continued(donation, description);
            default -> new Next.Known(donation);
        };
    }

    private Next payInTurn(Donation donation, String providerName, String description) {
        if (paused.getAsBoolean()) {
            // Whoever waits looks again, and stands then where the time of the pledge says.
            return new Next.NoPayment(donation);
        }
        return switch (room.turn(donation.pledge().id())) {
            case WaitingRoom.Turn.Come _ -> pay(donation, providerName, description);
            case WaitingRoom.Turn.Wait wait -> new Next.Waiting(donation, wait);
        };
    }

    private static boolean isElsewhere(Donation donation, String providerName) {
        return donation.payment() != null && !providerName.isEmpty()
                && !providerName.equals(donation.payment().provider());
    }

    /**
     * The donor has chosen another gateway since: the first payment has to end before the second begins. That one is a
     * gift of its own, for banks carry out orders that were given up long ago: then both count. Nothing is ended where it
     * is known beforehand that the second cannot begin.
     */
    private Next elsewhere(Donation donation, String providerName, String description) {
        if (donation.state().isOpen() && !mayOpen(donation.pledge(), providerName)) {
            return new Next.NoPayment(donation);
        }
        Donation now = cancellation.end(donation);
        return switch (now.state()) {
            case PLEDGED, PENDING -> continued(now, description);
            case FAILED, CANCELED, EXPIRED -> give(FormChain.after(now, clock.instant()), providerName, description);
            default -> new Next.Known(now);
        };
    }

    /**
     * The donor came back and wants to give something else: what was begun has to end first, or both might be paid. What was
     * paid meanwhile counts, and then it is for the donor to say whether this comes on top.
     */
    private Next changed(Pledge pledge, String providerName, String description) {
        Donation before = ledger.byKey(pledge.key()).orElseThrow();
        if (before.state().isOpen() && !mayOpen(pledge, providerName)) {
            return new Next.NoPayment(before);
        }
        Donation now = before.payment() == null ? chain.withdrawn(before, clock.instant()) : cancellation.end(before);
        return switch (now.state()) {
            case FAILED, CANCELED, EXPIRED -> give(FormChain.next(pledge), providerName, description);
            default -> new Next.Other(now);
        };
    }

    /** Whether a payment can be opened there, as far as one knows who has not tried. */
    private boolean mayOpen(Pledge pledge, String providerName) {
        return !paused.getAsBoolean()
                && providers.chosen(providerName, pledge.amount().getCurrencyUnit(), pledge.monthly())
                        .filter(each -> !providers.availability().isOutOfReach(each.name()))
                        .flatMap(providers::mode).isPresent();
    }

    /** Where nobody can say what it is to be paid with, it is what visitors see now. */
    private boolean isTest(Pledge pledge, String providerName) {
        CurrencyUnit currency = pledge.amount().getCurrencyUnit();
        return mode(providerName, currency, pledge.monthly()).map(PaymentMode.TEST::equals)
                .orElseGet(() -> ledger.totals(pledge.campaign(), currency).isTest());
    }

    /** Whether money would move; nothing while nobody can pay with that provider. */
    Optional<PaymentMode> mode(String providerName, CurrencyUnit currency, boolean monthly) {
        return providers.chosen(providerName, currency, monthly).flatMap(providers::mode);
    }

    private Next continued(Donation donation, String description) {
        var payment = donation.payment();
        // Only the gateway told of this payment: it knows where the donor pays, and opens no second one.
        return payment.checkout() == null ? pay(donation, payment.provider(), description)
                : new Next.Checkout(URI.create(payment.checkout()), donation.pledge().id());
    }

    private Next pay(Donation donation, String providerName, String description) {
        Pledge pledge = donation.pledge();
        var provider = providers.chosen(providerName, pledge.amount().getCurrencyUnit(), pledge.monthly());
        if (provider.isEmpty()) {
            log.warn("Donation {} is pledged, but no payment provider '{}' is there", pledge.id(), providerName);
            return new Next.NoPayment(donation);
        }
        Optional<PaymentMode> mode = providers.mode(provider.get());
        if (mode.isEmpty()) {
            return new Next.NoPayment(donation);
        }
        if (pledge.test() != (mode.get() == PaymentMode.TEST)) {
            // The site has gone live since, or back: a test is never paid with real money, nor a gift without.
            return give(FormChain.after(donation, clock.instant()), provider.get().name(), description);
        }
        return opening.open(donation, provider.get(), mode.get(), description);
    }
}
