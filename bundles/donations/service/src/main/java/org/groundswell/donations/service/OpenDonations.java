package org.groundswell.donations.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.groundswell.donations.api.Change;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.DonationState;
import org.groundswell.donations.api.Ledger;
import org.groundswell.kernel.api.LoopStatus.Need;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.shared.loops.Loop;
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
    private final Clock clock;
    private final Duration askAfter;
    private final Duration expireAfter;
    private final Loop loop = Loop.of("open-donations", Need.OTHER, LONGEST_ROUND);
    private volatile Instant lastRun;

    /** Settings for unfinished donations. */
    @ObjectClassDefinition(name = "Groundswell donations: unfinished ones")
    public @interface Config {
        @AttributeDefinition(description = "Seconds between two rounds", min = "1", max = "86400")
        int periodSeconds() default 60;

        @AttributeDefinition(description = "Minutes after which the gateway is asked about an open payment",
                min = "0", max = "10080")
        int askAfterMinutes() default 5;

        @AttributeDefinition(description = "Minutes after which a donation without a payment expires", min = "1",
                max = "525600")
        int expireAfterMinutes() default 1440;
    }

    @Activate
    public OpenDonations(@Reference Ledger ledger, @Reference Inquiry inquiry, Config config) {
        this(ledger, inquiry, Clock.systemUTC(), Duration.ofMinutes(config.askAfterMinutes()),
                Duration.ofMinutes(config.expireAfterMinutes()));
        loop.every(Duration.ofSeconds(config.periodSeconds()), this::round);
    }

    OpenDonations(Ledger ledger, Inquiry inquiry, Clock clock, Duration askAfter, Duration expireAfter) {
        this.ledger = ledger;
        this.inquiry = inquiry;
        this.clock = clock;
        this.askAfter = askAfter;
        this.expireAfter = expireAfter;
        this.lastRun = clock.instant();
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** When the last round ended; a round that is long overdue is an alarm. */
    Instant lastRun() {
        return lastRun;
    }

    void round() {
        try {
            UUID after = null;
            List<Donation> page;
            do {
                page = ledger.open(after, PAGE);
                for (Donation donation : page) {
                    lookAfter(donation);
                    after = donation.pledge().id();
                }
            } while (page.size() == PAGE);
            lastRun = clock.instant();
        } catch (RuntimeException e) {
            LOG.error("The round of open donations was cut short: {}", e.toString());
        }
    }

    private void lookAfter(Donation donation) {
        try {
            Duration age = Duration.between(donation.pledge().at(), clock.instant());
            Donation now = age.compareTo(askAfter) >= 0 ? inquiry.ask(donation, "reconciliation") : donation;
            Duration limit = now.payment() == null ? expireAfter : LONGEST_ORDER;
            if (now.state().isOpen() && age.compareTo(limit) >= 0) {
                ledger.change(new Change(now.pledge().id(), DonationState.EXPIRED, now.payment(), null, null, null,
                        null, "expiry", clock.instant(), now.version()));
            }
        } catch (PaymentException | RuntimeException e) {
            LOG.warn("Donation {} stays open for now: {}", donation.pledge().id(), e.getMessage());
        }
    }
}
