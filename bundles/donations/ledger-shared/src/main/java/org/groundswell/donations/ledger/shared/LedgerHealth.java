package org.groundswell.donations.ledger.shared;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;

/** Whether donations can be recorded. */
public abstract class LedgerHealth implements HealthCheck {
    private final Ledger ledger;
    private final String failed;

    /** @param failed what is said where the last commit did not succeed; its cause takes the place of {@code {}} */
    protected LedgerHealth(Ledger ledger, String failed) {
        this.ledger = ledger;
        this.failed = failed;
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
                log.critical(failed, failure.get());
            }
            ledger.warning().ifPresent(sentence -> log.warn("{}", sentence));
        } catch (LedgerUnavailableException e) {
            log.critical("{}", e.getMessage());
        }
        return new Result(log);
    }
}
