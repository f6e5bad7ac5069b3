package org.groundswell.console.payouts;

import org.groundswell.donations.api.LedgerUnavailableException;
import org.groundswell.kernel.api.ports.PortUnavailableException;
import org.groundswell.shared.servlets.FormPage;

/** A page about payouts. */
abstract class PayoutPage extends FormPage {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean isAway(RuntimeException thrown) {
        return thrown instanceof LedgerUnavailableException || thrown instanceof PortUnavailableException;
    }
}
