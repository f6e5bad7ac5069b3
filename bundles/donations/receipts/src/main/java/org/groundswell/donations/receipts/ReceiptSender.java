package org.groundswell.donations.receipts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonorLinks;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.donations.api.ReceiptBook;
import org.groundswell.kernel.api.LoopStatus.Need;
import org.groundswell.kernel.api.PortUnavailableException;
import org.groundswell.pages.api.Pages;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the receipts that the ledger says are owed. One thread; what it has taken is nobody else's for a while, so that
 * several nodes with one ledger send each receipt once. A node that dies between the mail server's last word and the
 * ledger's next one sends the receipt again, as the same message.
 */
@Component(service = ReceiptSender.class, immediate = true)
public final class ReceiptSender {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptSender.class);
    /** A batch ends early with a mail server that is so slow that its last receipt might be taken by another node. */
    private static final Duration TAKEN_FOR = Duration.ofMinutes(5);
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(2);
    private static final int BATCH = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LATER = Duration.ofHours(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ReceiptBook book;
    private final Pages pages;
    private final DonorLinks links;
    private final MailServer server;
    private final Clock clock;
    /** Sent, and not yet noted in the ledger, because it could not be written. */
    private final Set<UUID> unnoted = new HashSet<>();
    private final Loop loop = Loop.of("receipts", Need.OTHER, LONGEST_BATCH.multipliedBy(2));
    private Duration pause = Duration.ZERO;
    private Instant resume = Instant.EPOCH;
    private volatile String trouble;

    @Activate
    public ReceiptSender(@Reference ReceiptBook book, @Reference Pages pages, @Reference DonorLinks links,
            @Reference MailServer server) {
        this(book, pages, links, server, Clock.systemUTC());
        loop.every(PERIOD, this::round);
    }

    ReceiptSender(ReceiptBook book, Pages pages, DonorLinks links, MailServer server, Clock clock) {
        this.book = book;
        this.pages = pages;
        this.links = links;
        this.server = server;
        this.clock = clock;
    }

    /** The receipt that is being sent is finished first. */
    @Deactivate
    void stop() {
        loop.finish(LONGEST_STOP);
    }

    /** Why receipts wait; nothing while they are sent. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Sends what is due now. */
    void round() {
        try {
            if (!server.isKnown() || clock.instant().isBefore(resume)) {
                return;
            }
            noteSent();
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
        }
    }

    private List<Donation> take() {
        return book.take(clock.instant(), clock.instant().plus(TAKEN_FOR), BATCH);
    }

    /** Whether the mail server took, or refused for good, what it was offered. */
    private boolean sent(List<Donation> due, ReceiptPdf pdf) {
        int done = 0;
        Instant begun = clock.instant();
        Session session = server.session();
        try (Transport transport = server.connect(session)) {
            var mail = new ReceiptMail(session, server.from(), links, pdf);
            for (Donation each : due) {
                if (clock.instant().isAfter(begun.plus(LONGEST_BATCH))) {
                    postpone(due.subList(done, due.size()), clock.instant());
                    break;
                }
                send(transport, mail, each);
                done++;
            }
            pause = Duration.ZERO;
            trouble = null;
            return true;
        } catch (MessagingException e) {
            return done == due.size() || fail(due.subList(done, due.size()), e);
        }
    }

    /** @throws MessagingException if the trouble is not with this receipt but with the server */
    private void send(Transport transport, ReceiptMail mail, Donation donation) throws MessagingException {
        UUID id = donation.pledge().id();
        if (unnoted.contains(id)) {
            return;
        }
        if (donation.changed().plus(Duration.ofDays(server.giveUpDays())).isBefore(clock.instant())) {
            LOG.warn("The receipt of donation {} could not be sent in {} days and is given up", id,
                    server.giveUpDays());
            note(id);
            return;
        }
        try {
            Message message = mail.of(donation, new ReceiptTexts(pages, donation));
            MailServer.send(transport, message);
            note(id);
        } catch (AddressException e) {
            // Its message would have the address in it.
            LOG.warn("The receipt of donation {} cannot be sent: its e-mail address is none", id);
            note(id);
        } catch (SendFailedException e) {
            refused(id, e);
        } catch (PortUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The receipt of donation {} could not be made; tried again in {}", id, LATER, e);
            book.postpone(id, clock.instant().plus(LATER));
        }
    }

    /** @throws SendFailedException if the server refuses us, not this receipt */
    private void refused(UUID id, SendFailedException failure) throws SendFailedException {
        Refusal refusal = Refusal.of(failure);
        switch (refusal.about()) {
            case ADDRESS -> {
                LOG.warn("The receipt of donation {}: there is no such address ({}); it is not sent again", id,
                        refusal.code());
                note(id);
            }
            case MESSAGE -> {
                LOG.warn("The receipt of donation {} is not taken now ({}); tried again in {}", id, refusal.code(),
                        LATER);
                book.postpone(id, clock.instant().plus(LATER));
            }
            case SENDER -> throw failure;
        }
    }

    private boolean fail(List<Donation> left, MessagingException failure) {
        pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        resume = clock.instant().plus(pause);
        postpone(left, resume);
        String message = "The mail server cannot be used: " + Refusal.reason(failure);
        if (!message.equals(trouble)) {
            LOG.warn("{}; receipts wait", message);
        }
        trouble = message;
        return false;
    }

    private void postpone(List<Donation> left, Instant until) {
        left.stream().map(each -> each.pledge().id()).filter(each -> !unnoted.contains(each))
                .forEach(each -> book.postpone(each, until));
    }

    private void note(UUID id) {
        unnoted.add(id);
        noteSent();
    }

    private void noteSent() {
        for (UUID each : List.copyOf(unnoted)) {
            book.settle(each, clock.instant());
            unnoted.remove(each);
        }
    }
}
