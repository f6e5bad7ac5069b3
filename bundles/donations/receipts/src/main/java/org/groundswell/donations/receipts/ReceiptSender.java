package org.groundswell.donations.receipts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.choices.PaymentChoices;
import org.groundswell.donations.api.leases.LeaseLostException;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.api.links.DonorLinks;
import org.groundswell.donations.api.receipts.ReceiptBook;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.kernel.api.mail.Mail;
import org.groundswell.kernel.api.mail.MailConnection;
import org.groundswell.kernel.api.mail.MailException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the receipts that the ledger says are owed, where no other node does. One thread. The ledger is asked for each
 * receipt right before it goes out; a node that dies between the mail server's last word and the ledger's next one, or
 * sleeps there, has it sent again by the next one, as the same message.
 */
@Component(service = ReceiptSender.class, immediate = true)
public final class ReceiptSender {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptSender.class);
    /** What is not heard of by then is tried again. A batch ends early with a mail server that is slower. */
    private static final Duration TAKEN_FOR = Duration.ofMinutes(5);
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(2);
    private static final int BATCH = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LeasedSending sending;
    private final Issuing issuing;
    private final DonorLinks links;
    private final Mail mail;
    private final Clock clock;
    private final Outcomes outcomes;
    private final Loop loop = Loop.of("receipts", Need.OTHER, LONGEST_BATCH.multipliedBy(2));
    private long mailVersion;
    private Duration pause = Duration.ZERO;
    private Instant resume = Instant.EPOCH;
    private volatile String trouble;

    @Activate
    public ReceiptSender(@Reference ReceiptBook book, @Reference Leases leases, @Reference Pages pages,
            @Reference DonorLinks links, @Reference PaymentChoices choices, @Reference Mail mail,
            @Reference ReceiptSettings settings) {
        this(new LeasedSending(leases, book), pages, links, choices, mail, settings, Clock.systemUTC());
        loop.every(PERIOD, this::round);
    }

    ReceiptSender(LeasedSending sending, Pages pages, DonorLinks links, PaymentChoices choices, Mail mail, ReceiptSettings settings,
            Clock clock) {
        this.sending = sending;
        this.issuing = new Issuing(sending, pages, choices, clock);
        this.links = links;
        this.mail = mail;
        this.clock = clock;
        this.outcomes = new Outcomes(sending, clock, settings.giveUpDays());
    }

    /** The receipt that is being sent is finished first; then another node goes on. */
    @Deactivate
    void stop() {
        loop.finish(LONGEST_STOP);
        sending.end();
    }

    /** Why receipts wait; nothing while they are sent. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Which receipts did not go out for reasons of their own, and why; nothing while all do. */
    Optional<String> unsent() {
        return outcomes.unsent();
    }

    /** Whether those are so many that somebody has to look. */
    boolean isWidespread() {
        return outcomes.isWidespread();
    }

    /** Sends what is due now. */
    void round() {
        try {
            lookAtSettings();
            if (!mail.isReady()) {
                sending.end();
                return;
            }
            if (clock.instant().isBefore(resume) || !isOurs()) {
                return;
            }
            outcomes.noteSent();
            List<Donation> due = take();
            if (due.isEmpty()) {
                return;
            }
            // Its fonts are megabytes: only while there is something to write.
            var pdf = new ReceiptPdf();
            while (!due.isEmpty() && sent(due, pdf) && !loop.isClosed()) {
                due = take();
            }
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("Receipts wait for the ledger or the pages", e);
        } catch (LeaseLostException e) {
            LOG.info("Receipts are left to another node: {}", e.getMessage());
        }
    }

    /** What was wrong with other settings is nothing to wait for. */
    private void lookAtSettings() {
        long version = mail.version();
        if (version != mailVersion) {
            mailVersion = version;
            pause = Duration.ZERO;
            resume = Instant.EPOCH;
            trouble = null;
        }
    }

    private boolean isOurs() {
        LeasedSending.Begun begun = sending.begin();
        outcomes.begin(begun);
        // Whoever sends now tells of it.
        trouble = begun == LeasedSending.Begun.NOT ? null : trouble;
        return begun != LeasedSending.Begun.NOT;
    }

    private List<Donation> take() {
        return sending.book().take(clock.instant(), clock.instant().plus(TAKEN_FOR), BATCH);
    }

    /** Whether the mail server took, or refused for good, what it was offered. */
    private boolean sent(List<Donation> due, ReceiptPdf pdf) {
        int done = 0;
        Donation current = null;
        Instant begun = clock.instant();
        try (MailConnection connection = open(due)) {
            var letters = new ReceiptLetter(links, pdf);
            for (Donation each : due) {
                if (clock.instant().isAfter(begun.plus(LONGEST_BATCH))) {
                    postpone(due.subList(done, due.size()), clock.instant());
                    break;
                }
                sending.require();
                current = each;
                send(connection, letters, each);
                current = null;
                done++;
            }
            pause = Duration.ZERO;
            trouble = null;
            return true;
        } catch (MailException e) {
            if (current != null && e.reason() != MailException.Reason.SENDER_REFUSED) {
                // Perhaps this very receipt broke the connection: the others do not wait for it.
                outcomes.later(current.pledge().id());
                done++;
            }
            return done == due.size() || fail(due.subList(done, due.size()), e);
        }
    }

    /** While the bundle of mail is exchanged for longer than a call waits, what was taken is free again. */
    private MailConnection open(List<Donation> due) throws MailException {
        try {
            return mail.open();
        } catch (PortUnavailableException e) {
            postpone(due, clock.instant());
            throw e;
        }
    }

    /** @throws MailException if the trouble is not with this receipt but with the server */
    private void send(MailConnection connection, ReceiptLetter letters, Donation donation) throws MailException {
        UUID id = donation.pledge().id();
        if (outcomes.isSettled(id)) {
            return;
        }
        try {
            // Before a number is given to what cannot go out.
            connection.check(donation.pledge().donor().email());
            sendIssued(connection, letters, donation);
        } catch (MailException e) {
            outcomes.refused(id, e, connection.isOpen());
        } catch (PortUnavailableException | LedgerUnavailableException | LeaseLostException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.error("The receipt of donation {} could not be made", id, e);
            outcomes.setAside(id, "it could not be made (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Nothing is sent where nothing is owed any more, because the money went back meanwhile. */
    private void sendIssued(MailConnection connection, ReceiptLetter letters, Donation donation) throws MailException {
        Optional<Receipt> receipt = issuing.of(donation);
        if (receipt.isPresent()) {
            connection.send(letters.of(receipt.get()));
            outcomes.done(donation.pledge().id());
        }
    }

    /** Another node may have a better mail server. */
    private boolean fail(List<Donation> left, MailException failure) {
        pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        resume = clock.instant().plus(pause);
        postpone(left, resume);
        sending.end();
        if (!failure.getMessage().equals(trouble)) {
            LOG.warn("{}; receipts wait", failure.getMessage());
        }
        trouble = failure.getMessage();
        return false;
    }

    private void postpone(List<Donation> left, Instant until) {
        left.stream().map(each -> each.pledge().id()).filter(each -> !outcomes.isSettled(each))
                .forEach(each -> sending.book().postpone(each, until));
    }
}
