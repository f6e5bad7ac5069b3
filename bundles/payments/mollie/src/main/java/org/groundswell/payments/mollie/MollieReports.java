package org.groundswell.payments.mollie;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.client.Json;
import org.joda.money.Money;

/** Reads how a payment stands from what Mollie answers (docs.mollie.com/reference/get-payment). */
final class MollieReports {
    /** Refunds that did not take the money (docs.mollie.com/reference/get-refund). */
    private static final Set<String> NO_REFUND = Set.of("failed", "canceled");
    private final MonthlyGifts gifts;

    MollieReports(MonthlyGifts gifts) {
        this.gifts = gifts;
    }

    /** @return nothing where the payment is none of ours */
    Optional<PaymentReport> report(JsonObject payment) throws PaymentException {
        Optional<UUID> donation = Json.object(payment, "metadata")
                .flatMap(each -> Json.uuid(each, "donation"));
        if (donation.isEmpty()) {
            return Optional.empty();
        }
        Money amount = MollieAmount.money(payment, "amount").orElseThrow();
        PaymentStatus status = status(payment);
        boolean money = status == PaymentStatus.PAID || status == PaymentStatus.DISPUTED;
        boolean renewal = Json.text(payment, "subscriptionId").isPresent();
        String subscription = renewal ? Json.text(payment, "customerId").orElseThrow() + "/"
                + Json.text(payment, "subscriptionId").orElseThrow() : null;
        if (money && Json.text(payment, "sequenceType").orElse("").equals("first")) {
            subscription = gifts.subscription(payment, donation.get().toString());
        }
        return Optional.of(new PaymentReport(Json.text(payment, "id").orElseThrow(), donation.get(), status, amount,
                money ? refunded(payment, amount) : Money.zero(amount.getCurrencyUnit()), null, subscription, renewal,
                begun(payment)));
    }

    static Instant begun(JsonObject payment) {
        return OffsetDateTime.parse(Json.text(payment, "createdAt").orElseThrow()).toInstant();
    }

    /** A charged-back payment stays paid; only its chargebacks tell. */
    private static PaymentStatus status(JsonObject payment) {
        return switch (Json.text(payment, "status").orElse("")) {
            case "open" -> PaymentStatus.OPEN;
            case "paid" -> embedded(payment, "chargebacks").stream().anyMatch(each -> Json.text(each, "reversedAt")
                    .isEmpty()) ? PaymentStatus.DISPUTED : PaymentStatus.PAID;
            case "canceled" -> PaymentStatus.CANCELED;
            case "expired" -> PaymentStatus.EXPIRED;
            case "failed" -> PaymentStatus.FAILED;
            default -> PaymentStatus.PENDING;
        };
    }

    static Money refunded(JsonObject payment, Money amount) {
        return embedded(payment, "refunds").stream()
                .filter(each -> !NO_REFUND.contains(Json.text(each, "status").orElse("")))
                .map(each -> MollieAmount.money(each, "amount").orElseThrow())
                .reduce(Money.zero(amount.getCurrencyUnit()), Money::plus);
    }

    static List<JsonObject> embedded(JsonObject payment, String name) {
        return Json.object(payment, "_embedded").map(each -> Json.list(each, name)).orElse(List.of());
    }
}
