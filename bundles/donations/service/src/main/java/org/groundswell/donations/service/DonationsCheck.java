package org.groundswell.donations.service;

import java.time.Duration;
import java.time.Instant;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.service.brakes.KeptBrakes;
import org.groundswell.donations.service.gateways.Providers;
import org.groundswell.donations.service.protection.Attempts;
import org.groundswell.donations.service.protection.NodeKey;
import org.groundswell.donations.service.settlement.OpenDonations;
import org.groundswell.donations.service.settlement.Reconciliation;
import org.groundswell.donations.service.settlement.ReconciliationJob;
import org.groundswell.donations.service.waiting.WaitingRoom;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether donors can pay, and whether unfinished donations are looked after. */
@Component(property = {HealthCheck.NAME + "=donations", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class DonationsCheck implements HealthCheck {
    private static final int SHOWN = 10;
    private static final Duration OVERDUE = Duration.ofHours(1);

    private final Providers providers;
    private final OpenDonations openDonations;
    private final ReconciliationJob reconciliation;
    private final Attempts attempts;
    private final WaitingRoom room;
    private final KeptBrakes brakes;
    private final NodeKey key;

    @Activate
    public DonationsCheck(@Reference Providers providers, @Reference OpenDonations openDonations,
            @Reference ReconciliationJob reconciliation, @Reference Attempts attempts, @Reference WaitingRoom room,
            @Reference KeptBrakes brakes, @Reference NodeKey key) {
        this.providers = providers;
        this.openDonations = openDonations;
        this.reconciliation = reconciliation;
        this.attempts = attempts;
        this.room = room;
        this.brakes = brakes;
        this.key = key;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        int count = providers.count();
        if (count == 0) {
            log.temporarilyUnavailable("No payment provider: pledges are recorded but nobody can pay");
        } else if (providers.isBroken()) {
            log.temporarilyUnavailable("No payment provider works: pledges are recorded but nobody can pay");
        } else {
            log.info("{} payment provider(s)", count);
        }
        key.failure().ifPresent(why -> log.critical("No gift can be taken, because what all nodes sign links with cannot be"
                + " read: {}", why));
        if (brakes.state().paused()) {
            log.warn("Giving is paused: somebody has put that brake on in the console");
        }
        brakes.problem().ifPresent(why -> log.warn("Which brakes are on at all nodes is not known yet, so those count that this"
                + " node knew last, and none can be put on or taken off: {}", why));
        providers.failures().forEach(each -> log.warn("{}", each));
        Duration since = Duration.between(openDonations.lastRun(), Instant.now());
        if (since.compareTo(OVERDUE) > 0) {
            log.warn("Unfinished donations were last looked after {} minutes ago", since.toMinutes());
        }
        providers.problems().forEach(each -> log.warn("{}", each));
        providers.clocks().forEach(each -> log.warn("{}", each));
        providers.notificationProblems().forEach(each -> log.warn("{}", each));
        reconciliation.last().values().forEach(each -> tell(each, log));
        log.info("{} donors wait for their turn to pay", room.length());
        attempts.attack().ifPresent(log::warn);
        return new Result(log);
    }

    private static void tell(Reconciliation.Result result, FormattingResultLog log) {
        result.brokenOff().ifPresent(why -> log.warn("Reconciliation with {} did not come to its end: {}",
                result.provider(), why));
        result.differences().stream().limit(SHOWN).forEach(each -> log.warn("Reconciliation: {}", each));
        if (result.count() > SHOWN) {
            log.warn("Reconciliation: {} differences with {} altogether; groundswell:reconcile names them",
                    result.count(), result.provider());
        }
    }
}
