package org.groundswell.payments.mollie;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.PaymentReport;
import org.groundswell.payments.api.PaymentStatus;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.UnreadableException;
import org.joda.money.Money;

/** Reads how a payment stands from what Mollie answers (docs.mollie.com/reference/get-payment). */
final class MollieReports {
    /** Refunds that did not take the money (docs.mollie.com/reference/get-refund). */
    private static final Set<String> NO_REFUND = Set.of("failed", "canceled");
    private final MonthlyGifts gifts;

    MollieReports(MonthlyGifts gifts) {
        this.gifts = gifts;
    }

    /** What of a payment is not there any more. */
    private record Moved(Money refunded, Money disputed) {
    }

    /**
     * A payment that was asked about, with its refunds and chargebacks.
     *
     * @return nothing where the payment is none of ours
     */
    Optional<PaymentReport> report(JsonObject payment) throws PaymentException {
        Optional<UUID> donation = donation(payment);
        if (donation.isEmpty()) {
            return Optional.empty();
        }
        Money amount = MollieAmount.neededMoney(payment, "amount");
        Money disputed = sum(embedded(payment, "chargebacks").stream()
                .filter(each -> Json.text(each, "reversedAt").isEmpty()), amount);
        Money refunded = sum(embedded(payment, "refunds").stream()
                .filter(each -> !NO_REFUND.contains(Json.text(each, "status").orElse(""))), amount);
        PaymentReport report = report(payment, donation.get(), amount, new Moved(refunded, disputed));
        boolean first = Json.text(payment, "sequenceType").orElse("").equals("first");
        return Optional.of(report.isMoney() && first
                ? with(report, gifts.subscription(payment, donation.get().toString())) : report);
    }

    /**
     * A payment as it stands in the list, where Mollie tells of refunds and chargebacks only what they sum up to.
     *
     * @return nothing where the payment is none of ours
     */
    Optional<PaymentReport> listed(JsonObject payment) {
        Optional<UUID> donation = donation(payment);
        if (donation.isEmpty()) {
            return Optional.empty();
        }
        Money amount = MollieAmount.neededMoney(payment, "amount");
        Money none = Money.zero(amount.getCurrencyUnit());
        return Optional.of(report(payment, donation.get(), amount, new Moved(
                MollieAmount.money(payment, "amountRefunded").orElse(none),
                MollieAmount.money(payment, "amountChargedBack").orElse(none))));
    }

    static Instant begun(JsonObject payment) {
        return Json.neededDate(payment, "createdAt");
    }

    /** What hangs on an answer; nothing where Mollie hung nothing on it. */
    static List<JsonObject> embedded(JsonObject payment, String name) {
        return Json.object(payment, "_embedded").map(each -> Json.list(each, name)).orElse(List.of());
    }

    /** The records on a page of a list, whatever they are. */
    static List<JsonElement> page(JsonObject page, String kind) throws PaymentException {
        try {
            return Json.elements(Json.object(page, "_embedded")
                    .orElseThrow(() -> new UnreadableException("field _embedded is missing")), kind);
        } catch (UnreadableException e) {
            throw new PaymentException("an answer without a list of " + kind + ", " + e.getMessage(), e);
        }
    }

    private static PaymentReport report(JsonObject payment, UUID donation, Money amount, Moved moved) {
        PaymentStatus status = status(payment, moved);
        boolean money = status == PaymentStatus.PAID || status == PaymentStatus.DISPUTED;
        Money none = Money.zero(amount.getCurrencyUnit());
        boolean renewal = Json.text(payment, "subscriptionId").isPresent();
        String subscription = renewal ? Json.needed(payment, "customerId") + "/"
                + Json.needed(payment, "subscriptionId") : null;
        return new PaymentReport(Json.id(payment), donation, status, amount, money ? moved.refunded() : none,
                money ? moved.disputed() : none, null, subscription, renewal, begun(payment));
    }

    private static PaymentReport with(PaymentReport report, String subscription) {
        return new PaymentReport(report.paymentId(), report.donation(), report.status(), report.amount(),
                report.refunded(), report.disputed(), report.fee(), subscription, report.renewal(), report.at());
    }

    private static Optional<UUID> donation(JsonObject payment) {
        return Json.object(payment, "metadata").flatMap(each -> Json.uuid(each, "donation"));
    }

    /** A charged-back payment stays paid; only its chargebacks tell. */
    private static PaymentStatus status(JsonObject payment, Moved moved) {
        String status = Json.needed(payment, "status");
        return switch (status) {
            case "open" -> PaymentStatus.OPEN;
            case "pending", "authorized" -> PaymentStatus.PENDING;
            case "paid" -> moved.disputed().isZero() ? PaymentStatus.PAID : PaymentStatus.DISPUTED;
            case "canceled" -> PaymentStatus.CANCELED;
            case "expired" -> PaymentStatus.EXPIRED;
            case "failed" -> PaymentStatus.FAILED;
            default -> throw new UnreadableException("field status is " + status + ", which nobody knows");
        };
    }

    /** The first that is in another currency ends the sum: the report then says what cannot be added. */
    private static Money sum(Stream<JsonObject> parts, Money amount) {
        Money sum = Money.zero(amount.getCurrencyUnit());
        for (JsonObject each : parts.toList()) {
            Money part = MollieAmount.neededMoney(each, "amount");
            if (!part.getCurrencyUnit().equals(amount.getCurrencyUnit())) {
                return part;
            }
            sum = sum.plus(part);
        }
        return sum;
    }
}
