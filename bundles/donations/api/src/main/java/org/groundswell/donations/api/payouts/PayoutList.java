package org.groundswell.donations.api.payouts;

import java.util.List;

/**
 * A page of payouts, the latest first. Immutable.
 *
 * @param next where the next page begins; "" where there is none
 */
public record PayoutList(List<KeptPayout> payouts, String next) {

    public PayoutList {
        payouts = List.copyOf(payouts);
    }
}
