package org.groundswell.console.gifts;

import java.util.HashMap;
import java.util.Map;
import org.groundswell.donations.api.Donation;
import org.groundswell.donations.api.gifts.Way;

/** A gift as the templates show it. */
final class GiftValues {

    private GiftValues() {
    }

    static Map<String, Object> of(Donation donation) {
        var pledge = donation.pledge();
        var donor = pledge.donor();
        var payment = donation.payment();
        var values = new HashMap<String, Object>();
        values.put("id", pledge.id().toString());
        values.put("at", pledge.at());
        values.put("amount", pledge.amount());
        values.put("counted", donation.counted());
        values.put("refunded", donation.refunded());
        values.put("settled", donation.settled());
        values.put("isRefunded", donation.refunded().isPositive());
        values.put("hasMoney", donation.counted().isPositive());
        values.put("fee", donation.fee());
        values.put("state", donation.state().name());
        values.put("campaign", pledge.campaign());
        values.put("provider", payment == null ? "" : payment.provider());
        values.put("payment", payment == null || Way.of(donation).isPresent() ? "" : payment.paymentId());
        values.put("isByHand", Way.of(donation).isPresent());
        values.put("name", donor.name());
        values.put("email", donor.email());
        values.put("message", donor.message());
        values.put("address", donor.address());
        values.put("anonymous", donor.anonymous());
        values.put("language", pledge.language());
        values.put("monthly", pledge.monthly());
        values.put("renews", pledge.renews() == null ? "" : pledge.renews().toString());
        values.put("isTest", pledge.test());
        values.put("version", Long.toString(donation.version()));
        return values;
    }
}
