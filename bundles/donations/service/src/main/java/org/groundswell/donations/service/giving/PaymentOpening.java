package org.groundswell.donations.service.giving;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.ChangeOutcome;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.Pledge;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.giving.Giving.Next;
import org.groundswell.edge.api.PublicAddress;
import org.groundswell.payments.api.OpenedPayment;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentMode;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentRefusedException;
import org.groundswell.payments.api.PaymentRequest;
import org.groundswell.shared.visitors.VisitorLog;
import org.slf4j.LoggerFactory;

/** Has a gateway open the payment of a pledge, and notes it in the ledger before anybody is sent there. */
final class PaymentOpening {
    private final Ledger ledger;
    private final Providers providers;
    private final PublicAddress address;
    private final SignedLinks links;
    private final Clock clock;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(PaymentOpening.class));

    PaymentOpening(Ledger ledger, Providers providers, PublicAddress address, SignedLinks links, Clock clock) {
        this.ledger = ledger;
        this.providers = providers;
        this.address = address;
        this.links = links;
        this.clock = clock;
    }

    /** @param mode what the gateway has said just before; where it says something else afterwards, nobody pays there */
    Next open(Donation donation, PaymentProvider provider, PaymentMode mode, String description) {
        Pledge pledge = donation.pledge();
        try {
            PaymentRequest request = request(pledge, provider.name(), description);
            OpenedPayment opened = providers.availability().asked(provider.name(), () -> provider.open(request));
            providers.availability().refusals().taken(provider.name());
            if (!providers.mode(provider).equals(Optional.of(mode))) {
                log.warn("Donation {} is pledged, and the key of {} was exchanged while its payment was opened: nobody is"
                        + " sent there", pledge.id(), provider.name());
                return new Next.NoPayment(donation);
            }
            var payment = new Donation.Payment(provider.name(), opened.paymentId(), opened.checkout().toString());
            var outcome = ledger.change(Change.opened(pledge.id(), payment, clock.instant()));
            // A notification may have been faster than this entry: then the donor's page tells the rest.
            return outcome instanceof ChangeOutcome.Ignored ignored && !ignored.donation().state().isOpen()
                    ? new Next.Known(ignored.donation()) : new Next.Checkout(opened.checkout(), pledge.id());
        } catch (PaymentRefusedException e) {
            log.warn("Donation {} is pledged, but {} will not take it: {}", pledge.id(), provider.name(), e.getMessage());
            providers.availability().refusals().refused(provider.name(), pledge.amount(), e);
            return new Next.Refused(donation, e.about());
        } catch (PaymentException e) {
            log.warn("Donation {} is pledged, but {} opened no payment: {}", pledge.id(), provider.name(), e.getMessage());
            return new Next.NoPayment(donation);
        }
    }

    private PaymentRequest request(Pledge pledge, String provider, String description) {
        String base = address.base() + "/payments/" + provider;
        return new PaymentRequest(pledge.id(), pledge.amount(), pledge.monthly(), pledge.donor().email(), description,
                pledge.language(), pledge.campaign(), URI.create(base + "/return?" + links.ofDonation(pledge.id())),
                URI.create(address.base() + links.canceled(pledge.id())), URI.create(base + "/webhook"));
    }
}
