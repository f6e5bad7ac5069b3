package org.groundswell.payments.stripe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.groundswell.payments.api.PaymentException;
import org.groundswell.payments.api.Payout;
import org.groundswell.payments.api.PayoutLine;
import org.groundswell.payments.api.PayoutLinePage;
import org.groundswell.payments.api.PayoutPage;
import org.groundswell.payments.api.UnreadablePayment;
import org.groundswell.payments.api.UnreadablePaymentException;
import org.groundswell.payments.client.Json;
import org.groundswell.payments.client.UnreadableException;
import org.joda.money.Money;

/**
 * Payouts and the balance transactions that they are made of (docs.stripe.com/payouts/reconciliation). Stripe says so of
 * automatic payouts only: of one that somebody asked for by hand it keeps no list.
 */
final class StripePayouts {
    private final StripeApi api;
    private final StripeIds ids;

    StripePayouts(StripeApi api, StripeIds ids) {
        this.api = api;
        this.ids = ids;
    }

    /** To which payment of ours a line belongs; either may be null. */
    private record Owner(String payment, UUID donation) {
        private static final Owner NOBODY = new Owner(null, null);
    }

    PayoutPage page(Instant since, String cursor) throws PaymentException {
        StripeApi.Page page = api.payoutsSince(since.getEpochSecond(), cursor);
        var payouts = new ArrayList<Payout>();
        var unreadable = new ArrayList<UnreadablePayment>();
        for (JsonElement each : page.data()) {
            try {
                payouts.add(Json.reading(each, StripePayouts::payout));
            } catch (UnreadablePaymentException e) {
                unreadable.add(new UnreadablePayment(Json.idOf(each).orElse(null), e.getMessage()));
            }
        }
        return new PayoutPage(payouts, unreadable, page.more() ? StripeList.last(page.data()) : null);
    }

    PayoutLinePage lines(String payoutId, String cursor) throws PaymentException {
        if (cursor == null && !isAutomatic(payoutId)) {
            return new PayoutLinePage(List.of(), List.of(new UnreadablePayment(null,
                    "Stripe does not say what is in a payout that was made by hand")), null);
        }
        StripeApi.Page page = api.balanceOf(payoutId, cursor);
        var lines = new ArrayList<PayoutLine>();
        var unreadable = new ArrayList<UnreadablePayment>();
        for (JsonElement each : page.data()) {
            try {
                Json.reading(each, moved -> line(moved, payoutId)).ifPresent(lines::add);
            } catch (UnreadablePaymentException e) {
                unreadable.add(new UnreadablePayment(Json.idOf(each).orElse(null), e.getMessage()));
            }
        }
        return new PayoutLinePage(lines, unreadable, page.more() ? StripeList.last(page.data()) : null);
    }

    private boolean isAutomatic(String payoutId) throws PaymentException {
        JsonObject payout = api.payout(payoutId)
                .orElseThrow(() -> new PaymentException("Stripe knows no payout " + Json.line(payoutId)));
        return Json.is(payout, "automatic");
    }

    /** See docs.stripe.com/api/payouts/object. */
    private static Payout payout(JsonObject payout) {
        String status = Json.needed(payout, "status");
        return new Payout(Json.id(payout), switch (status) {
            case "pending", "in_transit" -> Payout.Status.UNDERWAY;
            case "paid" -> Payout.Status.PAID;
            case "failed", "canceled" -> Payout.Status.FAILED;
            default -> throw new UnreadableException("field status is " + status + ", which nobody knows");
        }, StripeAmounts.money(Json.needed(payout, "currency"), Json.neededNumber(payout, "amount")),
                Json.neededSeconds(payout, "created"), day(payout),
                Json.line(Json.text(payout, "statement_descriptor").orElse("")));
    }

    private static LocalDate day(JsonObject payout) {
        return Json.text(payout, "arrival_date").isEmpty() ? null
                : LocalDate.ofInstant(Json.neededSeconds(payout, "arrival_date"), ZoneOffset.UTC);
    }

    /** @return nothing for the payout itself, which stands in its own list */
    private Optional<PayoutLine> line(JsonObject moved, String payoutId) throws PaymentException {
        String type = Json.needed(moved, "type");
        Optional<JsonObject> source = Json.object(moved, "source");
        String sourceId = Json.text(moved, "source").orElse("");
        if (sourceId.equals(payoutId)) {
            return Optional.empty();
        }
        PayoutLine.Kind kind = kind(type, source.flatMap(each -> Json.text(each, "object")).orElse(""));
        String currency = Json.needed(moved, "currency");
        Money amount = StripeAmounts.money(currency, Json.neededNumber(moved, "amount"));
        Owner owner = owner(kind, source.orElse(new JsonObject()));
        boolean returned = kind == PayoutLine.Kind.RETURNED;
        return Optional.of(new PayoutLine(Json.id(moved), kind, amount,
                StripeAmounts.money(currency, Json.number(moved, "fee")), given(amount, source),
                returned ? Json.line(sourceId) : owner.payment(), owner.donation(), Json.line(type),
                Json.neededSeconds(moved, "created")));
    }

    /** See docs.stripe.com/reports/balance-transaction-types. */
    private static PayoutLine.Kind kind(String type, String source) {
        return switch (type) {
            case "charge", "payment", "payment_failure_refund" -> PayoutLine.Kind.GIFT;
            case "refund", "payment_refund", "refund_failure" -> PayoutLine.Kind.REFUND;
            case "stripe_fee", "stripe_fx_fee", "tax_fee" -> PayoutLine.Kind.FEE;
            case "payout_failure", "payout_cancel" -> PayoutLine.Kind.RETURNED;
            case "adjustment" -> source.equals("dispute") ? PayoutLine.Kind.DISPUTE : PayoutLine.Kind.CORRECTION;
            default -> PayoutLine.Kind.CORRECTION;
        };
    }

    /** In the donor's currency, where the account has another one; a dispute has no sign of its own. */
    private static Money given(Money amount, Optional<JsonObject> source) {
        if (source.isEmpty() || Json.text(source.get(), "currency").isEmpty()
                || Json.text(source.get(), "amount").isEmpty()) {
            return amount;
        }
        Money moved = StripeAmounts.money(Json.needed(source.get(), "currency"),
                Json.neededNumber(source.get(), "amount"));
        // Where the currencies are the same, the movement itself is the exact one: a part of a charge, say.
        return moved.getCurrencyUnit().equals(amount.getCurrencyUnit()) ? amount
                : amount.isNegative() ? moved.abs().negated() : moved.abs();
    }

    /** A charge carries our own word for the donation; what only names a charge, or a later month, has to be looked up. */
    private Owner owner(PayoutLine.Kind kind, JsonObject source) throws PaymentException {
        boolean ofDonor = kind == PayoutLine.Kind.GIFT || kind == PayoutLine.Kind.REFUND
                || kind == PayoutLine.Kind.DISPUTE;
        if (!ofDonor) {
            return Owner.NOBODY;
        }
        Optional<String> named = Json.text(source, "charge");
        JsonObject charge = named.isPresent() ? api.charge(named.get()).orElse(source) : source;
        Optional<UUID> donation = Json.object(charge, "metadata")
                .flatMap(each -> Json.uuid(each, StripeReports.DONATION));
        return donation.isPresent() ? new Owner(null, donation.get())
                : new Owner(ids.ofIntent(Json.text(charge, "payment_intent").orElse("")).orElse(null), null);
    }
}
