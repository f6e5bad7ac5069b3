package org.groundswell.donations.service.settlement;

import org.groundswell.payments.api.PaymentException;

/**
 * Finds out that a gateway's list goes round for ever, with one remembered cursor however long the circle is (Brent,
 * An improved Monte Carlo factorization algorithm, BIT 20, 1980).
 */
final class CursorCheck {
    private String remembered;
    private long steps;
    private long limit = 1;

    /** @param cursor where the next page begins, or null at the end */
    void check(String cursor) throws PaymentException {
        if (cursor == null) {
            return;
        }
        if (cursor.equals(remembered)) {
            throw new PaymentException("the gateway's list does not end: it has come back to where it was");
        }
        if (++steps == limit) {
            remembered = cursor;
            steps = 0;
            limit *= 2;
        }
    }
}
