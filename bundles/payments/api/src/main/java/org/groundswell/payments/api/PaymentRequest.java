package org.groundswell.payments.api;

import java.net.URI;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What a gateway needs to know to let a donor pay.
 *
 * @param donation    also the idempotency key towards the gateway
 * @param amount      greater than zero
 * @param description shown to the donor by the gateway
 * @param language    a language tag (BCP 47) for the gateway's page
 * @param returnUrl   absolute; where the gateway sends the donor afterwards, whatever came of it
 * @param webhookUrl  absolute; where the gateway sends notifications
 */
public record PaymentRequest(UUID donation, Money amount, String description, String language, URI returnUrl,
        URI webhookUrl) {
}
