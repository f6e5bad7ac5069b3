package org.groundswell.payments.sandbox;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.groundswell.payments.api.PaymentRequest;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What a node says to a gateway of its own of a payment to be opened: nothing about the donor.
 *
 * @param amountMinor minor units
 */
record Opening(UUID donation, String currency, long amountMinor, boolean monthly, String description, String language,
        String returnUrl, String webhookUrl) {

    static Opening of(PaymentRequest request) {
        return new Opening(request.donation(), request.amount().getCurrencyUnit().getCode(),
                request.amount().getAmountMinorLong(), request.monthly(), request.description(), request.language(),
                request.returnUrl().toString(), request.webhookUrl().toString());
    }

    /** @throws RuntimeException where something is missing or is none of what it should be */
    PaymentRequest request() {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("amountMinor: expected more than 0");
        }
        return new PaymentRequest(Objects.requireNonNull(donation), Money.ofMinor(CurrencyUnit.of(currency), amountMinor),
                monthly, "", Objects.requireNonNull(description), Objects.requireNonNull(language), http(returnUrl),
                http(webhookUrl));
    }

    private static URI http(String address) {
        URI uri = URI.create(address);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("returnUrl, webhookUrl: expected http:// or https:// and a host");
        }
        return uri;
    }
}
