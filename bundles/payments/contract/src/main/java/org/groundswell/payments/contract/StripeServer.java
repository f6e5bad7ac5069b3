package org.groundswell.payments.contract;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.groundswell.payments.contract.StripeBook.Intent;
import org.groundswell.payments.contract.StripeBook.Session;
import org.joda.money.Money;

/**
 * As much of Stripe as a charity needs, on the loopback, after its published documentation: docs.stripe.com/api
 * (checkout sessions, payment intents, charges, refunds, disputes, invoices, invoice payments, subscriptions, payouts,
 * balance transactions, errors, idempotent requests, pagination, expanding) and docs.stripe.com/webhooks.
 */
public final class StripeServer extends HostedGateway {
    private static final Fields SESSION = new Fields("amount_total", new JsonPrimitive(
            new BigDecimal("1e999999999")), "created", new JsonPrimitive(0), new JsonPrimitive(Long.MAX_VALUE));
    private static final Fields MOVED = new Fields("amount", new JsonPrimitive(new BigDecimal("1e999999999")), "created",
            new JsonPrimitive(0), new JsonPrimitive(Long.MAX_VALUE));
    private static final int MOVED_A_PAGE = 3;
    private final String key;
    private final StripeBook book = new StripeBook();
    private final StripeBalance balance = new StripeBalance(book);
    private final StripeForms forms = new StripeForms(book);
    private final StripeEvents events;

    /**
     * @param key           what requests have to carry
     * @param webhookSecret what notifications are signed with
     */
    public StripeServer(String key, String webhookSecret) {
        this.key = key;
        this.events = new StripeEvents(book, webhookSecret);
    }

    @Override
    Answer answer(Asked asked) {
        String[] path = asked.path().split("/");
        if (path[1].equals("c")) {
            return hosted(asked, path[path.length - 1]);
        }
        if (!("Bearer " + key).equals(asked.headers().get("authorization"))) {
            return StripeAnswers.error(401, "api_key_invalid", "");
        }
        if (asked.method().equals("POST") && !asked.headers().getOrDefault("content-type", "").startsWith(
                "application/x-www-form-urlencoded")) {
            return StripeAnswers.error(400, "parameter_unknown", "json");
        }
        String id = path[path.length - 1];
        return switch (asked.method() + " " + path[2]) {
            case "POST checkout" -> path.length == 6 ? forms.expire(path[4]) : createSession(asked);
            case "GET checkout" -> id.equals("sessions")
                    ? list(book.sessions.values().stream().filter(matches(asked)).map(each -> book.json(each,
                            asked.field("expand[]"))).toList(), asked)
                    : StripeAnswers.found(book.sessions.get(id), each -> told(book.json(each, asked.field("expand[]")),
                            SESSION));
            case "GET payment_intents" -> StripeAnswers.found(book.intents.get(id), each -> book.json(each,
                    asked.field("expand[]")));
            case "GET invoices" -> id.equals("invoices")
                    ? list(book.invoices.values().stream().map(book::json).toList(), asked)
                    : StripeAnswers.found(book.invoices.get(id), book::json);
            case "GET invoice_payments" -> list(book.invoices.values().stream()
                    .filter(each -> each.intent.equals(asked.field("payment[payment_intent]")))
                    .map(StripeBook::payment).toList(), asked);
            case "GET refunds" -> list(intent(asked).refunds.stream().map(StripeBook::json).toList(), asked);
            case "GET disputes" -> list(intent(asked).disputes.stream().map(StripeBook::json).toList(), asked);
            case "GET payouts" -> id.equals("payouts") ? list(balance.payoutsSince(asked.field("created[gte]")), asked)
                    : StripeAnswers.found(balance.payout(id), each -> each);
            case "GET balance_transactions" -> moved(asked);
            case "GET charges" -> StripeAnswers.found(balance.chargeNamed(id), each -> each);
            case "POST refunds" -> forms.refund(asked);
            case "DELETE subscriptions" -> book.running.remove(id) ? Answer.json(200, new JsonObject())
                    : StripeAnswers.error(404, "resource_missing", "id");
            default -> StripeAnswers.error(404, "resource_missing", "path");
        };
    }

    @Override
    Answer otherRequestForKey() {
        return StripeAnswers.error(400, "idempotency_error", "");
    }

    @Override
    Answer keyInUse() {
        return StripeAnswers.error(409, "idempotency_key_in_use", "");
    }

    @Override
    public void pay(String paymentId) {
        Session session = book.sessions.get(paymentId);
        session.status = "complete";
        session.paymentStatus = "paid";
        Intent intent = book.intent(session, "succeeded");
        if (session.monthly) {
            session.subscription = "sub_" + session.id.substring(3);
            book.running.add(session.subscription);
            session.invoice = book.invoice(session, intent, "subscription_create").id;
        } else {
            session.intent = intent.id;
        }
    }

    @Override
    public void order(String paymentId) {
        Session session = book.sessions.get(paymentId);
        session.status = "complete";
        session.intent = book.intent(session, "processing").id;
    }

    @Override
    public void settle(String paymentId, boolean succeeds) {
        Session session = book.sessions.get(paymentId);
        book.intents.get(session.intent).status = succeeds ? "succeeded" : "requires_payment_method";
        session.paymentStatus = succeeds ? "paid" : "unpaid";
    }

    @Override
    public void expire(String paymentId) {
        book.sessions.get(paymentId).status = "expired";
    }

    @Override
    public void refund(String paymentId, Money amount) {
        intent(paymentId).refund(amount.getAmountMinorLong(), amount.getCurrencyUnit().getCode().toLowerCase(
                Locale.ROOT));
    }

    @Override
    public void failRefund(String paymentId) {
        intent(paymentId).refunds.getLast().status = "failed";
    }

    @Override
    public void dispute(String paymentId) {
        intent(paymentId).dispute("needs_response");
    }

    @Override
    public void winDispute(String paymentId) {
        intent(paymentId).disputes.getLast().status = "won";
    }

    @Override
    public String renew(String paymentId) {
        Session session = book.sessions.get(paymentId);
        return book.invoice(session, book.intent(session, "succeeded"), "subscription_cycle").id;
    }

    @Override
    public boolean isRunning(String subscription) {
        return book.running.contains(subscription);
    }

    @Override
    public Optional<String> payOut() {
        return Optional.of(balance.payOut(true));
    }

    /** One that the charity has asked for by hand. */
    public String payOutByHand() {
        return balance.payOut(false);
    }

    /** The bank does not take it. */
    public void failPayout(String payoutId) {
        balance.fail(payoutId);
    }

    /** Something that belongs to no payment, such as {@code stripe_fee} or {@code reserve_transaction}. */
    public void move(String type, long minor) {
        balance.move(type, minor);
    }

    @Override
    public int paymentsFor(String donation) {
        return (int) book.sessions.values().stream().filter(each -> each.donation.equals(donation)).count();
    }

    @Override
    public Sent notification(String paymentId) {
        return events.of(paymentId);
    }

    /** The header's value for a body at a moment. */
    public String signature(byte[] body, long seconds) {
        return events.signature(body, seconds);
    }

    @Override
    Answer cancelled(String paymentId) {
        // The session stays open (docs.stripe.com/api/checkout/sessions/create, cancel_url).
        return new Answer(303, "", book.sessions.get(paymentId).cancelUrl);
    }

    @Override
    Answer paid(String paymentId) {
        Session session = book.sessions.get(paymentId);
        if (!session.status.equals("open")) {
            return new Answer(410, "This page has expired", null);
        }
        pay(paymentId);
        tell(paymentId);
        return new Answer(303, "", session.successUrl);
    }

    private Answer createSession(Asked asked) {
        return isRefusing() ? StripeAnswers.error(400, "amount_too_small", "") : forms.session(asked, base());
    }

    private Intent intent(Asked asked) {
        return book.intents.get(asked.field("payment_intent"));
    }

    private Intent intent(String paymentId) {
        return paymentId.startsWith("in_") ? book.intents.get(book.invoices.get(paymentId).intent)
                : book.intentOf(book.sessions.get(paymentId));
    }

    private static Predicate<Session> matches(Asked asked) {
        return session -> (asked.field("payment_intent").isEmpty()
                || asked.field("payment_intent").equals(session.intent))
                && (asked.field("subscription").isEmpty() || asked.field("subscription").equals(session.subscription));
    }

    private Answer moved(Asked asked) {
        JsonObject payout = balance.payout(asked.field("payout"));
        return payout == null ? StripeAnswers.error(404, "resource_missing", "payout")
                : payout.get("automatic").getAsBoolean()
                        ? StripeAnswers.page(balance.linesOf(asked.field("payout")), asked, MOVED_A_PAGE,
                                each -> told(each, MOVED))
                        : StripeAnswers.error(400, "parameter_invalid", "payout");
    }

    private Answer list(List<JsonObject> all, Asked asked) {
        return StripeAnswers.page(all, asked, Integer.MAX_VALUE, each -> told(each, SESSION));
    }
}
