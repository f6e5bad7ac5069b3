package org.groundswell.donations.ledger.postgres;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.health.HealthTags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether donations can be recorded. */
@Component(property = {HealthCheck.NAME + "=ledger", HealthCheck.TAGS + "=" + HealthTags.READY,
    HealthCheck.TAGS + "=" + HealthTags.GIFTS})
public final class LedgerCheck implements HealthCheck {
    private final Ledger ledger;

    @Activate
    public LedgerCheck(@Reference Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            ledger.open(null, 1);
            Optional<String> failure = ledger.failure();
            if (failure.isEmpty()) {
                log.info("The ledger can be read and its last commit succeeded");
            } else {
                log.critical("The database cannot be written: {}. Look at the database server and the network; gifts go on by"
                        + " themselves", failure.get());
            }
            ledger.warning().ifPresent(sentence -> log.warn("{}", sentence));
        } catch (LedgerUnavailableException e) {
            log.critical("{}", e.getMessage());
        }
        return new Result(log);
    }
}
