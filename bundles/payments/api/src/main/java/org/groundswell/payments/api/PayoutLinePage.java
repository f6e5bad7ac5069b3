package org.groundswell.payments.api;

import java.util.List;

/**
 * Some of the lines of a payout, in any order. At most some hundreds.
 *
 * @param unreadable what stands between them and cannot be understood, with the lines' ids; it keeps no other back
 * @param next       where the next page begins, or null where this was the last one
 */
public record PayoutLinePage(List<PayoutLine> lines, List<UnreadablePayment> unreadable, String next) {

    public PayoutLinePage {
        lines = List.copyOf(lines);
        unreadable = List.copyOf(unreadable);
    }
}
