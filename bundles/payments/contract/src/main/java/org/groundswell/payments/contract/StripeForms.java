package org.groundswell.payments.contract;

import java.util.List;
import org.groundswell.payments.contract.LocalServer.Answer;
import org.groundswell.payments.contract.LocalServer.Asked;
import org.groundswell.payments.contract.StripeBook.Intent;
import org.groundswell.payments.contract.StripeBook.Session;

/** What a charity writes at Stripe: its fields are checked as Stripe checks them. */
final class StripeForms {
    private final StripeBook book;

    StripeForms(StripeBook book) {
        this.book = book;
    }

    /** @param base where the hosted page is */
    Answer session(Asked asked, String base) {
        boolean monthly = asked.field("mode").equals("subscription");
        String price = "line_items[0][price_data]";
        for (String needed : List.of("mode", "success_url", price + "[currency]", price + "[unit_amount]",
                price + "[product_data][name]")) {
            if (asked.field(needed).isEmpty()) {
                return StripeAnswers.error(400, "parameter_missing", needed);
            }
        }
        if (!asked.field(price + "[unit_amount]").matches("\\d+") || !asked.field(price + "[currency]").matches(
                "[a-z]{3}") || monthly == asked.field(price + "[recurring][interval]").isEmpty()
                || monthly && !asked.field("submit_type").isEmpty() || asked.headers().get("stripe-version") == null
                || asked.field((monthly ? "subscription_data" : "payment_intent_data") + "[metadata][donation]")
                        .isEmpty()) {
            return StripeAnswers.error(400, "parameter_invalid", price);
        }
        Session session = book.session(asked.field("metadata[donation]"), monthly,
                asked.field(price + "[currency]"), Long.parseLong(asked.field(price + "[unit_amount]")),
                asked.field("success_url"), base);
        session.cancelUrl = asked.field("cancel_url");
        return Answer.json(200, book.json(session, ""));
    }

    Answer expire(String id) {
        Session session = book.sessions.get(id);
        if (session == null || !session.status.equals("open")) {
            return StripeAnswers.error(400, "resource_missing", "session");
        }
        session.status = "expired";
        return Answer.json(200, book.json(session, ""));
    }

    Answer refund(Asked asked) {
        Intent intent = book.intents.get(asked.field("payment_intent"));
        long amount = Long.parseLong(asked.field("amount"));
        return intent == null || amount > intent.amount - intent.refunded()
                ? StripeAnswers.error(400, "charge_already_refunded", "amount")
                : Answer.json(200, StripeBook.json(intent.refund(amount, intent.currency)));
    }
}
