package org.groundswell.payments.stripe;

import com.google.gson.JsonObject;
import java.time.Instant;
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

/**
 * Reads how a payment stands from what Stripe answers: a Checkout Session for what a donor began, an invoice for a
 * later month of a monthly gift (docs.stripe.com/api/checkout/sessions/object, docs.stripe.com/api/invoices/object).
 */
final class StripeReports {
    static final String DONATION = "donation";
    /** Refunds that did not, or no longer, take the money (docs.stripe.com/api/refunds/object). */
    private static final Set<String> NO_REFUND = Set.of("failed", "canceled");
    /** While the money is away (docs.stripe.com/api/disputes/object); inquiries and won disputes leave it. */
    private static final Set<String> DISPUTED = Set.of("needs_response", "under_review", "lost");

    private final StripeApi api;

    StripeReports(StripeApi api) {
        this.api = api;
    }

    /** What moved, once there is a charge. */
    private record Moved(Money refunded, Money disputed, Money fee) {
    }

    /** @return nothing where the session or invoice is none of ours */
    Optional<PaymentReport> report(JsonObject payment) throws PaymentException {
        return isInvoice(payment) ? invoice(payment) : session(payment);
    }

    /** The payment intent of a session or invoice, once it has one. */
    Optional<JsonObject> intent(JsonObject payment) throws PaymentException {
        return isInvoice(payment) ? intentOfInvoice(payment) : intentOf(payment);
    }

    private static boolean isInvoice(JsonObject payment) {
        return Json.text(payment, "object").orElse("").equals("invoice");
    }

    private Optional<PaymentReport> session(JsonObject session) throws PaymentException {
        // Not client_reference_id: others who use the same account have ids there, too.
        Optional<UUID> donation = Json.object(session, "metadata").flatMap(each -> Json.uuid(each, DONATION));
        if (donation.isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonObject> intent = intentOf(session);
        Money amount = StripeAmounts.money(Json.needed(session, "currency"),
                Json.neededNumber(session, "amount_total"));
        PaymentStatus status = status(session, intent);
        return Optional.of(report(Json.id(session), donation.get(), status, amount, intent,
                Json.text(session, "subscription").orElse(null), false, Json.neededSeconds(session, "created")));
    }

    /** @return nothing where it is no later month of a gift of ours */
    private Optional<PaymentReport> invoice(JsonObject invoice) throws PaymentException {
        Optional<JsonObject> details = Json.object(invoice, "parent", "subscription_details");
        Optional<UUID> donation = details.flatMap(each -> Json.object(each, "metadata"))
                .flatMap(metadata -> Json.uuid(metadata, DONATION));
        if (donation.isEmpty() || isFirst(invoice)) {
            return Optional.empty();
        }
        PaymentStatus status = switch (Json.text(invoice, "status").orElse("")) {
            case "paid" -> PaymentStatus.PAID;
            case "void" -> PaymentStatus.CANCELED;
            case "uncollectible" -> PaymentStatus.FAILED;
            case "draft", "open" -> PaymentStatus.PENDING;
            default -> throw unknownStatus(invoice);
        };
        Money amount = StripeAmounts.money(Json.needed(invoice, "currency"),
                Json.neededNumber(invoice, status == PaymentStatus.PAID ? "amount_paid" : "amount_due"));
        return Optional.of(report(Json.id(invoice), donation.get(), status, amount,
                status == PaymentStatus.PAID ? intentOfInvoice(invoice) : Optional.empty(),
                Json.text(details.get(), "subscription").orElse(null), true,
                Json.neededSeconds(invoice, "created")));
    }

    /** Whether it is the invoice of the Checkout Session with which a monthly gift begins. */
    static boolean isFirst(JsonObject invoice) {
        return Json.text(invoice, "billing_reason").orElse("").equals("subscription_create");
    }

    private PaymentReport report(String id, UUID donation, PaymentStatus status, Money amount,
            Optional<JsonObject> intent, String subscription, boolean renewal, Instant created) throws PaymentException {
        Optional<JsonObject> charge = status == PaymentStatus.PAID
                ? intent.flatMap(each -> Json.object(each, "latest_charge")) : Optional.empty();
        Money none = Money.zero(amount.getCurrencyUnit());
        Moved moved = charge.isEmpty() ? new Moved(none, none, null)
                : moved(Json.needed(intent.get(), "id"), charge.get(), amount);
        return new PaymentReport(id, donation, moved.disputed().isZero() ? status : PaymentStatus.DISPUTED, amount,
                moved.refunded(), moved.disputed(), moved.fee(), subscription, renewal, created);
    }

    private Moved moved(String intent, JsonObject charge, Money amount) throws PaymentException {
        Money none = Money.zero(amount.getCurrencyUnit());
        Money refunded = Json.number(charge, "amount_refunded") == 0 ? none : sum(api.refunds(intent).stream()
                .filter(each -> !NO_REFUND.contains(Json.text(each, "status").orElse(""))), amount);
        Money disputed = !Json.is(charge, "disputed") ? none : sum(api.disputes(intent).stream()
                .filter(each -> DISPUTED.contains(Json.text(each, "status").orElse(""))), amount);
        Money fee = Json.object(charge, "balance_transaction").map(each -> StripeAmounts.money(
                Json.needed(each, "currency"), Json.number(each, "fee")))
                // An account in another currency pays its fee in that one.
                .filter(each -> each.getCurrencyUnit().equals(amount.getCurrencyUnit())).orElse(null);
        return new Moved(refunded, disputed, fee);
    }

    /** The first that is in another currency ends the sum: the report then says what cannot be added. */
    private static Money sum(Stream<JsonObject> parts, Money amount) {
        Money sum = Money.zero(amount.getCurrencyUnit());
        for (JsonObject each : parts.toList()) {
            Money part = StripeAmounts.money(Json.needed(each, "currency"), Json.neededNumber(each, "amount"));
            if (!part.getCurrencyUnit().equals(amount.getCurrencyUnit())) {
                return part;
            }
            sum = sum.plus(part);
        }
        return sum;
    }

    private static UnreadableException unknownStatus(JsonObject object) {
        return new UnreadableException("field status is " + Json.text(object, "status").orElse("missing")
                + ", which nobody knows");
    }

    private Optional<JsonObject> intentOf(JsonObject session) throws PaymentException {
        Optional<JsonObject> expanded = Json.object(session, "payment_intent");
        if (expanded.isPresent()) {
            return expanded;
        }
        // With the first payment of a monthly gift the money is on its first invoice.
        Optional<String> invoice = Json.text(session, "invoice");
        return invoice.isEmpty() ? Optional.empty() : intentOfInvoice(api.invoice(invoice.get()).orElseThrow(
                () -> new UnreadableException("field invoice names one that is not there")));
    }

    private Optional<JsonObject> intentOfInvoice(JsonObject invoice) throws PaymentException {
        Optional<String> intent = Json.object(invoice, "payments").stream()
                .flatMap(each -> Json.list(each, "data").stream())
                .flatMap(each -> Json.object(each, "payment").stream())
                .flatMap(each -> Json.text(each, "payment_intent").stream()).findFirst();
        return intent.isEmpty() ? Optional.empty() : api.intent(intent.get());
    }

    /** A completed session may still be unpaid, and fail days later: only the money says. */
    private static PaymentStatus status(JsonObject session, Optional<JsonObject> intent) {
        boolean paid = !Json.text(session, "payment_status").orElse("unpaid").equals("unpaid");
        return switch (Json.text(session, "status").orElse("")) {
            case "open" -> PaymentStatus.OPEN;
            case "expired" -> PaymentStatus.EXPIRED;
            case "complete" -> paid ? PaymentStatus.PAID
                    : switch (intent.flatMap(each -> Json.text(each, "status")).orElse("processing")) {
                        case "succeeded" -> PaymentStatus.PAID;
                        case "canceled" -> PaymentStatus.CANCELED;
                        case "requires_payment_method" -> PaymentStatus.FAILED;
                        default -> PaymentStatus.PENDING;
                    };
            default -> throw unknownStatus(session);
        };
    }
}
