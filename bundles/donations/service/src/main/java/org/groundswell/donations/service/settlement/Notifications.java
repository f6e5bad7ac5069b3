package org.groundswell.donations.service.settlement;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentNotification;
import org.groundswell.payments.api.PaymentProvider;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;

/** What notifications tell of: each is settled on its own, and one that cannot be keeps no other back. */
@Component(service = Notifications.class)
public final class Notifications {
    private final Ledger ledger;
    private final Inquiry inquiry;
    private final UnsignedNotifications unsigned;
    private final VisitorLog log = new VisitorLog(LoggerFactory.getLogger(Notifications.class));

    @Activate
    public Notifications(@Reference Ledger ledger, @Reference Inquiry inquiry) {
        this(ledger, inquiry, Clock.systemUTC());
    }

    Notifications(Ledger ledger, Inquiry inquiry, Clock clock) {
        this.ledger = ledger;
        this.inquiry = inquiry;
        this.unsigned = new UnsignedNotifications(clock);
    }

    /**
     * Settles what the notification is about.
     *
     * @return whether all of it was taken; if not, the gateway has to send it again
     */
    public boolean take(PaymentProvider provider, List<PaymentNotification> told) {
        boolean taken = true;
        for (PaymentNotification each : told) {
            taken &= take(provider, each);
        }
        return taken;
    }

    private boolean take(PaymentProvider provider, PaymentNotification told) {
        String name = provider.name();
        try {
            boolean known = ledger.byPayment(name, told.paymentId()).isPresent();
            var answer = provider.signsNotifications() ? UnsignedNotifications.Answer.ASK
                    : unsigned.about(name, told.paymentId(), known);
            if (answer == UnsignedNotifications.Answer.ASK) {
                settle(provider, told, known);
            }
            return answer != UnsignedNotifications.Answer.LATER;
        } catch (UnreadablePaymentException e) {
            // Sent again, it would be the same; reconciliation names it until somebody has looked.
            log.error("What {} tells of payment {} cannot be understood, nothing is recorded: {}", name,
                    told.paymentId(), e.getMessage());
            return true;
        } catch (PaymentException | LedgerUnavailableException e) {
            log.error("A notification of {} has to come again: {}", name, e.getMessage());
            return false;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            log.error("A notification of {} about payment {} could not be taken", name, told.paymentId(), e);
            return false;
        }
    }

    private void settle(PaymentProvider provider, PaymentNotification told, boolean known) throws PaymentException {
        if (!known && !provider.signsNotifications() && isNoneOfOurs(provider, told.paymentId())) {
            unsigned.isNoneOfOurs(provider.name(), told.paymentId());
            return;
        }
        inquiry.settle(provider, told.paymentId(), told.eventId(), Cause.WEBHOOK);
    }

    /** One question tells: the payment is not there, or is for a donation that the ledger does not have. */
    private boolean isNoneOfOurs(PaymentProvider provider, String paymentId) throws PaymentException {
        Optional<Donation> donation = inquiry.report(provider, paymentId).map(PaymentReport::donation)
                .flatMap(ledger::donation);
        return donation.isEmpty();
    }
}
