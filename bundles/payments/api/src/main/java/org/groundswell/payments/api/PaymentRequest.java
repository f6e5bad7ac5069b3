package org.groundswell.payments.api;

import java.net.URI;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What a gateway needs to know to let a donor pay.
 *
 * @param donation    also the idempotency key towards the gateway
 * @param amount      greater than zero
 * @param monthly     whether the same is to be paid every month from now on
 * @param email       the donor's, to be filled in on the gateway's page; personal, may be empty
 * @param description shown to the donor by the gateway
 * @param language    a language tag (BCP 47) for the gateway's page
 * @param campaign    the campaign's id, for the gateway's own reports
 * @param returnUrl   absolute; where the gateway sends the donor afterwards, whatever came of it
 * @param cancelUrl   absolute; where the gateway sends a donor who does not want to pay there
 * @param webhookUrl  absolute; where the gateway sends notifications
 */
public record PaymentRequest(UUID donation, Money amount, boolean monthly, String email, String description,
        String language, String campaign, URI returnUrl, URI cancelUrl, URI webhookUrl) {

    /** Of no campaign; whoever does not want to pay goes where everybody goes. */
    public PaymentRequest(UUID donation, Money amount, boolean monthly, String email, String description,
            String language, URI returnUrl, URI webhookUrl) {
        this(donation, amount, monthly, email, description, language, "", returnUrl, returnUrl, webhookUrl);
    }

    /** Without the personal data. */
    @Override
    public String toString() {
        return "PaymentRequest[" + donation + "]";
    }
}
