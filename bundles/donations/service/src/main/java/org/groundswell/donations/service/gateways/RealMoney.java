package org.groundswell.donations.service.gateways;

import java.time.Clock;
import java.time.Duration;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.loops.Loop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the ledger once donors can give real money here: from then on visitors never see tests. */
@Component(service = RealMoney.class, immediate = true)
public final class RealMoney {
    private static final Logger LOG = LoggerFactory.getLogger(RealMoney.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Providers providers;
    private final Clock clock;
    private final Loop loop = Loop.of("real-money");

    @Activate
    public RealMoney(@Reference Ledger ledger, @Reference Providers providers) {
        this(ledger, providers, Clock.systemUTC());
        loop.every(PERIOD, this::look);
    }

    public RealMoney(Ledger ledger, Providers providers, Clock clock) {
        this.ledger = ledger;
        this.providers = providers;
        this.clock = clock;
    }

    @Deactivate
    void stop() {
        loop.close();
    }

    /** The ledger knows whether it was told before, and another one may have taken its place. */
    public void look() {
        try {
            if (providers.takesRealMoney()) {
                ledger.takeRealMoney(clock.instant());
            }
        } catch (LedgerUnavailableException | PortUnavailableException e) {
            LOG.debug("The ledger could not be told that real money is taken", e);
        }
    }
}
