package org.groundswell.payments.api;

import java.util.List;

/**
 * Some of the gateway's payouts, the latest first. At most some hundreds.
 *
 * @param unreadable what stands between them and cannot be understood, with the payouts' ids; it keeps no other back
 * @param next       where the next page begins, or null where this was the last one
 */
public record PayoutPage(List<Payout> payouts, List<UnreadablePayment> unreadable, String next) {

    public PayoutPage {
        payouts = List.copyOf(payouts);
        unreadable = List.copyOf(unreadable);
    }
}
