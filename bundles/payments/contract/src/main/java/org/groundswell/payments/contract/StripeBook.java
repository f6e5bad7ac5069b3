package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What Stripe remembers, and how it tells it. */
final class StripeBook {
    final Map<String, Session> sessions = Collections.synchronizedMap(new LinkedHashMap<>());
    final Map<String, Intent> intents = new ConcurrentHashMap<>();
    final Map<String, Invoice> invoices = Collections.synchronizedMap(new LinkedHashMap<>());
    final Set<String> running = ConcurrentHashMap.newKeySet();

    static final class Session {
        String id;
        String donation;
        boolean monthly;
        String currency;
        long amount;
        String status = "open";
        String paymentStatus = "unpaid";
        String intent;
        String subscription;
        String invoice;
        String successUrl;
        String cancelUrl;
        String url;
        long created;
    }

    static final class Intent {
        String id;
        String currency;
        long amount;
        String status;
        final List<Back> refunds = new ArrayList<>();
        final List<Back> disputes = new ArrayList<>();

        Back refund(long minor, String of) {
            refunds.add(new Back("refund", "re_" + UUID.randomUUID(), id, of, minor, "succeeded"));
            return refunds.getLast();
        }

        void dispute(String state) {
            disputes.add(new Back("dispute", "dp_" + UUID.randomUUID(), id, currency, amount, state));
        }

        long refunded() {
            return refunds.stream().filter(each -> !each.status.equals("failed")).mapToLong(each -> each.amount).sum();
        }
    }

    /** Money on its way back. */
    static final class Back {
        final String object;
        final String id;
        final String intent;
        final String currency;
        final long amount;
        String status;

        Back(String object, String id, String intent, String currency, long amount, String status) {
            this.object = object;
            this.id = id;
            this.intent = intent;
            this.currency = currency;
            this.amount = amount;
            this.status = status;
        }
    }

    static final class Invoice {
        String id;
        String subscription;
        String donation;
        String reason;
        String intent;
        String currency;
        long amount;
        long created;
    }

    Session session(String donation, boolean monthly, String currency, long amount, String successUrl, String base) {
        var session = new Session();
        session.id = "cs_test_" + UUID.randomUUID();
        session.donation = donation;
        session.monthly = monthly;
        session.currency = currency;
        session.amount = amount;
        session.successUrl = successUrl.replace("{CHECKOUT_SESSION_ID}", session.id);
        session.url = base + "/c/pay/" + session.id;
        session.created = Instant.now().getEpochSecond();
        sessions.put(session.id, session);
        return session;
    }

    Intent intent(Session session, String status) {
        var intent = new Intent();
        intent.id = "pi_" + UUID.randomUUID();
        intent.currency = session.currency;
        intent.amount = session.amount;
        intent.status = status;
        intents.put(intent.id, intent);
        return intent;
    }

    Invoice invoice(Session session, Intent intent, String reason) {
        var invoice = new Invoice();
        invoice.id = "in_" + UUID.randomUUID();
        invoice.subscription = session.subscription;
        invoice.donation = session.donation;
        invoice.reason = reason;
        invoice.intent = intent.id;
        invoice.currency = session.currency;
        invoice.amount = session.amount;
        invoice.created = Instant.now().getEpochSecond();
        invoices.put(invoice.id, invoice);
        return invoice;
    }

    Intent intentOf(Session session) {
        return session.invoice == null ? session.intent == null ? null : intents.get(session.intent)
                : intents.get(invoices.get(session.invoice).intent);
    }

    JsonObject json(Session session, String expand) {
        var json = object("checkout.session", session.id, session.currency);
        json.addProperty("client_reference_id", session.donation);
        json.add("metadata", metadata(session.donation));
        json.addProperty("mode", session.monthly ? "subscription" : "payment");
        json.addProperty("amount_total", session.amount);
        json.addProperty("status", session.status);
        json.addProperty("payment_status", session.paymentStatus);
        json.addProperty("subscription", session.subscription);
        json.addProperty("invoice", session.invoice);
        json.addProperty("created", session.created);
        json.addProperty("url", session.status.equals("open") ? session.url : null);
        if (session.intent != null && expand.contains("payment_intent")) {
            json.add("payment_intent", json(intents.get(session.intent), expand));
        } else {
            json.addProperty("payment_intent", session.intent);
        }
        return json;
    }

    JsonObject json(Intent intent, String expand) {
        var json = object("payment_intent", intent.id, intent.currency);
        json.addProperty("amount", intent.amount);
        json.addProperty("status", intent.status);
        json.add("latest_charge", JsonNull.INSTANCE);
        if (intent.status.equals("succeeded") && expand.contains("latest_charge")) {
            var charge = object("charge", "ch_" + intent.id.substring(3), intent.currency);
            charge.addProperty("amount", intent.amount);
            charge.addProperty("amount_refunded", intent.refunds.stream().mapToLong(each -> each.amount).sum());
            charge.addProperty("disputed", !intent.disputes.isEmpty());
            charge.addProperty("payment_intent", intent.id);
            var balance = object("balance_transaction", "txn_" + intent.id.substring(3), intent.currency);
            // 1.5 per cent and a quarter, as in much of Europe.
            balance.addProperty("fee", 25 + Math.round(intent.amount * 0.015));
            charge.add("balance_transaction", balance);
            json.add("latest_charge", charge);
        }
        return json;
    }

    JsonObject json(Invoice invoice) {
        var json = object("invoice", invoice.id, invoice.currency);
        json.addProperty("status", "paid");
        json.addProperty("amount_paid", invoice.amount);
        json.addProperty("amount_due", invoice.amount);
        json.addProperty("billing_reason", invoice.reason);
        json.addProperty("created", invoice.created);
        var details = new JsonObject();
        details.addProperty("subscription", invoice.subscription);
        details.add("metadata", metadata(invoice.donation));
        var parent = new JsonObject();
        parent.addProperty("type", "subscription_details");
        parent.add("subscription_details", details);
        json.add("parent", parent);
        var data = new JsonArray();
        data.add(payment(invoice));
        var payments = new JsonObject();
        payments.addProperty("object", "list");
        payments.add("data", data);
        json.add("payments", payments);
        return json;
    }

    static JsonObject payment(Invoice invoice) {
        var json = object("invoice_payment", "inpay_" + invoice.id.substring(3), invoice.currency);
        json.addProperty("invoice", invoice.id);
        var payment = new JsonObject();
        payment.addProperty("type", "payment_intent");
        payment.addProperty("payment_intent", invoice.intent);
        json.add("payment", payment);
        return json;
    }

    static JsonObject json(Back back) {
        var json = object(back.object, back.id, back.currency);
        json.addProperty("payment_intent", back.intent);
        json.addProperty("amount", back.amount);
        json.addProperty("status", back.status);
        return json;
    }

    static JsonObject metadata(String donation) {
        var metadata = new JsonObject();
        metadata.addProperty("donation", donation);
        return metadata;
    }

    static JsonObject object(String kind, String id, String currency) {
        var json = new JsonObject();
        json.addProperty("id", id);
        json.addProperty("object", kind);
        json.addProperty("currency", currency);
        return json;
    }
}
