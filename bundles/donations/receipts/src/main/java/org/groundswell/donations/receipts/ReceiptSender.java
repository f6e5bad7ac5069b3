package org.groundswell.donations.receipts;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
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

    private final Turn turn;
    private final Issuing issuing;
    private final DonorLinks links;
    private final MailServer server;
    private final Clock clock;
    private final Outcomes outcomes;
    private final Loop loop = Loop.of("receipts", Need.OTHER, LONGEST_BATCH.multipliedBy(2));
    private Duration pause = Duration.ZERO;
    private Instant resume = Instant.EPOCH;
    private volatile String trouble;

    @Activate
    public ReceiptSender(@Reference ReceiptBook book, @Reference Leases leases, @Reference Pages pages,
            @Reference DonorLinks links, @Reference PaymentChoices choices, @Reference MailServer server) {
        this(new Turn(leases, book), pages, links, choices, server, Clock.systemUTC());
        loop.every(PERIOD, this::round);
    }

    ReceiptSender(Turn turn, Pages pages, DonorLinks links, PaymentChoices choices, MailServer server, Clock clock) {
        this.turn = turn;
        this.issuing = new Issuing(turn, pages, choices, clock);
        this.links = links;
        this.server = server;
        this.clock = clock;
        this.outcomes = new Outcomes(turn, clock, server.giveUpDays());
    }

    /** The receipt that is being sent is finished first; then another node goes on. */
    @Deactivate
    void stop() {
        loop.finish(LONGEST_STOP);
        turn.end();
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
            if (!server.isKnown()) {
                turn.end();
                return;
            }
            if (clock.instant().isBefore(resume) || !isOurTurn()) {
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

    private boolean isOurTurn() {
        Turn.Begun begun = turn.begin();
        outcomes.begin(begun);
        // Whoever sends now tells of it.
        trouble = begun == Turn.Begun.NOT ? null : trouble;
        return begun != Turn.Begun.NOT;
    }

    private List<Donation> take() {
        return turn.book().take(clock.instant(), clock.instant().plus(TAKEN_FOR), BATCH);
    }

    /** Whether the mail server took, or refused for good, what it was offered. */
    private boolean sent(List<Donation> due, ReceiptPdf pdf) {
        int done = 0;
        Donation current = null;
        Instant begun = clock.instant();
        Session session = server.session(false);
        try (Transport transport = server.connect(session)) {
            var mail = new ReceiptMail(session, server.from(), links, pdf);
            for (Donation each : due) {
                if (clock.instant().isAfter(begun.plus(LONGEST_BATCH))) {
                    postpone(due.subList(done, due.size()), clock.instant());
                    break;
                }
                turn.require();
                current = each;
                send(transport, mail, each, pdf);
                current = null;
                done++;
            }
            pause = Duration.ZERO;
            trouble = null;
            return true;
        } catch (MessagingException e) {
            if (current != null && !(e instanceof SendFailedException)) {
                // Perhaps this very receipt broke the connection: the others do not wait for it.
                outcomes.later(current.pledge().id());
                done++;
            }
            return done == due.size() || fail(due.subList(done, due.size()), e);
        }
    }

    /** @throws MessagingException if the trouble is not with this receipt but with the server */
    private void send(Transport transport, ReceiptMail mail, Donation donation, ReceiptPdf pdf)
            throws MessagingException {
        UUID id = donation.pledge().id();
        if (outcomes.isSettled(id)) {
            return;
        }
        try {
            DonorAddress to = DonorAddress.of(donation.pledge().donor().email());
            if (to.isInternational()) {
                sendInternational(donation, to, pdf);
                return;
            }
            sendIssued(transport, mail, donation, to);
        } catch (AddressException e) {
            // Its message would have the address in it.
            outcomes.giveUp(id, "its e-mail address is none");
        } catch (SendFailedException e) {
            refused(id, e);
        } catch (PortUnavailableException | LedgerUnavailableException | LeaseLostException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.error("The receipt of donation {} could not be made", id, e);
            outcomes.setAside(id, "it could not be made (" + e.getClass().getSimpleName() + ")");
        } catch (MessagingException e) {
            if (!transport.isConnected()) {
                throw e;
            }
            outcomes.setAside(id, "the mail library refuses it (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** On a connection of its own: what is agreed for such an address would bind the other messages, too. */
    private void sendInternational(Donation donation, DonorAddress to, ReceiptPdf pdf) throws MessagingException {
        UUID id = donation.pledge().id();
        Session session = server.session(true);
        try (Transport transport = server.connect(session)) {
            if (!MailServer.takesInternational(transport)) {
                outcomes.setAside(id, "its address has letters that only a mail server with SMTPUTF8 takes");
                return;
            }
            sendIssued(transport, new ReceiptMail(session, server.from(), links, pdf), donation, to);
        } catch (SendFailedException e) {
            if (Refusal.of(e).about() != Refusal.About.SENDER) {
                throw e;
            }
            // Perhaps only beside such an address; if not, the next receipt says so for all.
            outcomes.setAside(id, "the mail server does not take its address");
        }
    }

    /** Nothing is sent where nothing is owed any more, because the money went back meanwhile. */
    private void sendIssued(Transport transport, ReceiptMail mail, Donation donation, DonorAddress to)
            throws MessagingException {
        Optional<Receipt> receipt = issuing.of(donation);
        if (receipt.isPresent()) {
            MailServer.send(transport, mail.of(receipt.get(), to));
            outcomes.done(donation.pledge().id());
        }
    }

    /** @throws SendFailedException if the server refuses us, not this receipt */
    private void refused(UUID id, SendFailedException failure) throws SendFailedException {
        Refusal refusal = Refusal.of(failure);
        switch (refusal.about()) {
            case ADDRESS -> outcomes.giveUp(id, "there is no such address (" + refusal.code() + ")");
            case MESSAGE -> outcomes.notNow(id, refusal.code());
            case SENDER -> throw failure;
        }
    }

    /** Another node may have a better mail server. */
    private boolean fail(List<Donation> left, MessagingException failure) {
        pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        resume = clock.instant().plus(pause);
        postpone(left, resume);
        turn.end();
        String message = "The mail server cannot be used: " + Refusal.reason(failure);
        if (!message.equals(trouble)) {
            LOG.warn("{}; receipts wait", message);
        }
        trouble = message;
        return false;
    }

    private void postpone(List<Donation> left, Instant until) {
        left.stream().map(each -> each.pledge().id()).filter(each -> !outcomes.isSettled(each))
                .forEach(each -> turn.book().postpone(each, until));
    }
}
