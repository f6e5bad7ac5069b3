package org.groundswell.donations.service.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.groundswell.donations.api.Cause;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.leases.Leases;
import org.groundswell.kernel.api.loops.LoopStatus.Need;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.shared.loops.Briefly;
import org.groundswell.shared.loops.Loop;
import org.groundswell.shared.visitors.VisitorLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after donations that nobody has finished: asks the gateway how their payments stand, and lets those expire
 * that never got that far. When an open payment ends is the gateway's word: a bank may take days for an order. One bad
 * record never stops the others.
 *
 * <p>A round asks about so many payments at most, each the less often the older it is, and none of a gateway that is
 * left alone. What a round did not get to is where the next one begins, and what a gateway did not answer is due again
 * as soon as it answers.
 *
 * <p>Of several nodes one does it; tests are looked after by each, because a node's sandbox knows what was paid in it.
 */
@Component(service = OpenDonations.class, immediate = true,
        configurationPid = "org.groundswell.donations.service.open")
@Designate(ocd = OpenDonations.Config.class)
public final class OpenDonations {
    private static final Logger LOG = LoggerFactory.getLogger(OpenDonations.class);
    private static final int PAGE = 500;
    private static final Duration LONGEST_ROUND = Duration.ofHours(1);
    /** No gateway waits longer for a bank. */
    private static final Duration LONGEST_ORDER = Duration.ofDays(60);

    private final Ledger ledger;
    private final Inquiry inquiry;
    private final LeasedJob job;
    private final Clock clock;
    private final AskTimes times;
    private final Duration expireAfter;
    private final int askPerRound;
    private final Loop loop = Loop.of("open-donations", Need.OTHER, LONGEST_ROUND);
    private final VisitorLog delayed = new VisitorLog(LOG);
    private volatile Instant lastRun;
    /** Where the next round goes on, or null where it begins from the start. */
    private UUID after;
    /** When the walk through all of them that is under way began. */
    private Instant walk;
    /** Whose job it was when that walk began: what was left out then is not to be taken for asked. */
    private LeasedJob.Whose walker = LeasedJob.Whose.UNKNOWN;
    /** By gateway: when the last walk began in which it answered. */
    private final Map<String, Instant> answered = new HashMap<>();
    /** By gateway: how many questions it answered in this walk, less those that it did not. */
    private final Map<String, Integer> answers = new HashMap<>();
    private int asked;

    /** Settings for unfinished donations. */
    @ObjectClassDefinition(name = "Groundswell donations: unfinished ones")
    public @interface Config {
        @AttributeDefinition(description = "Seconds between two rounds", min = "1", max = "86400")
        int periodSeconds() default 60;

        @AttributeDefinition(description = "Minutes after which the gateway is asked about an open payment",
                min = "0", max = "10080")
        int askAfterMinutes() default 5;

        @AttributeDefinition(description = "Payments that a round asks gateways about at most; the next round goes on"
                + " from there", min = "1", max = "100000")
        int askPerRound() default 200;

        @AttributeDefinition(description = "Minutes after which a donation without a payment expires", min = "1",
                max = "525600")
        int expireAfterMinutes() default 1440;
    }

    @Activate
    public OpenDonations(@Reference Ledger ledger, @Reference Inquiry inquiry, @Reference Leases leases, Config config) {
        this(ledger, inquiry, leases, Clock.systemUTC(), new AskTimes(Duration.ofMinutes(config.askAfterMinutes()),
                Duration.ofSeconds(config.periodSeconds())), config.askPerRound(),
                Duration.ofMinutes(config.expireAfterMinutes()));
        loop.every(Duration.ofSeconds(config.periodSeconds()), this::round);
    }

    public OpenDonations(Ledger ledger, Inquiry inquiry, Leases leases, Clock clock, AskTimes times, int askPerRound,
            Duration expireAfter) {
        this.job = new LeasedJob("open-donations", leases);
        this.ledger = ledger;
        this.inquiry = inquiry;
        this.clock = clock;
        this.times = times;
        this.askPerRound = askPerRound;
        this.expireAfter = expireAfter;
        this.lastRun = clock.instant();
    }

    @Deactivate
    void stop() {
        loop.close();
        Briefly.run("open-donations leave", job::end);
    }

    /** When the last round ended; a round that is long overdue is an alarm. */
    public Instant lastRun() {
        return lastRun;
    }

    public synchronized void round() {
        asked = 0;
        LeasedJob.Whose whose = job.begin();
        if (whose == LeasedJob.Whose.UNKNOWN) {
            return;
        }
        if (whose != walker) {
            fromTheBeginning();
            walker = whose;
        }
        try {
            if (after == null) {
                walk = clock.instant();
            }
            List<Donation> page;
            do {
                page = ledger.open(after, PAGE);
                for (Donation donation : page) {
                    if (asked == askPerRound || loop.isClosed()) {
                        lastRun = clock.instant();
                        return;
                    }
                    boolean ours = donation.pledge().test() || job.isOurs();
                    if (!ours && whose == LeasedJob.Whose.OURS) {
                        fromTheBeginning();
                        lastRun = clock.instant();
                        return;
                    }
                    if (ours) {
                        lookAfter(donation);
                    }
                    after = donation.pledge().id();
                }
            } while (page.size() == PAGE);
            after = null;
            answers.forEach((gateway, balance) -> {
                if (balance >= 0) {
                    answered.put(gateway, walk);
                }
            });
            answers.clear();
            lastRun = clock.instant();
        } catch (RuntimeException e) {
            LOG.error("The round of open donations was cut short: {}", e.toString());
        }
    }

    private void fromTheBeginning() {
        after = null;
        answers.clear();
    }

    private void lookAfter(Donation donation) {
        try {
            Donation now = isDue(donation) ? asked(donation) : donation;
            Duration limit = now.payment() == null ? expireAfter : LONGEST_ORDER;
            Duration age = Duration.between(donation.pledge().at(), clock.instant());
            if (now.state().isOpen() && age.compareTo(limit) >= 0) {
                ledger.change(Change.expired(now, clock.instant()));
            }
        } catch (PaymentException | RuntimeException | StackOverflowError | LinkageError e) {
            delayed.warn("Donation {} stays open for now: {}", donation.pledge().id(), e.getMessage());
        }
    }

    private boolean isDue(Donation donation) {
        var payment = donation.payment();
        if (payment == null) {
            return false;
        }
        Instant begun = donation.pledge().at();
        Instant before = answered.getOrDefault(payment.provider(), Instant.EPOCH);
        answers.putIfAbsent(payment.provider(), 0);
        boolean due = times.isDue(Duration.between(begun, walk), Duration.between(begun, before));
        if (due && inquiry.isInVain(donation)) {
            answers.merge(payment.provider(), -1, Integer::sum);
            return false;
        }
        return due;
    }

    private Donation asked(Donation donation) throws PaymentException {
        asked++;
        int balance = -1;
        try {
            Donation now = inquiry.ask(donation, Cause.RECONCILIATION);
            balance = 1;
            if (now.pledge().id().equals(donation.pledge().id())) {
                return now;
            }
            LOG.warn("Donations {} and {} have the same payment {}; its money is the first one's", now.pledge().id(),
                    donation.pledge().id(), donation.payment().paymentId());
        } catch (UnreadablePaymentException e) {
            balance = 1;
            LOG.warn("Donation {}: its gateway tells what cannot be understood: {}", donation.pledge().id(),
                    e.getMessage());
        } finally {
            answers.merge(donation.payment().provider(), balance, Integer::sum);
        }
        return donation;
    }
}
