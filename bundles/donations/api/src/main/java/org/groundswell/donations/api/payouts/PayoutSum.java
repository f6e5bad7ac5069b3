package org.groundswell.donations.api.payouts;

import org.joda.money.Money;

/**
 * What a month's payouts brought for one campaign, in one currency.
 *
 * @param campaign    "" for what belongs to no gift
 * @param gifts       what donors paid
 * @param refunds     what went back to them; less than zero
 * @param disputes    what banks took back; less than zero
 * @param fees        what gateways kept; less than zero
 * @param others      earlier payouts that came back, corrections, and what payouts do not add up to
 * @param unexplained what of the sum of all of these nothing accounts for
 */
public record PayoutSum(String campaign, Money gifts, Money refunds, Money disputes, Money fees, Money others,
        Money unexplained) {

    /** What arrived. */
    public Money net() {
        return gifts.plus(refunds).plus(disputes).plus(fees).plus(others);
    }
}
