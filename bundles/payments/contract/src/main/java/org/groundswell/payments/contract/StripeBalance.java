package org.groundswell.payments.contract;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.groundswell.payments.contract.StripeBook.Back;
import org.groundswell.payments.contract.StripeBook.Intent;

/** Stripe's balance and what it pays out of it, after docs.stripe.com/api/balance_transactions and payouts. */
final class StripeBalance {
    /** What a dispute costs, and is not given back (docs.stripe.com/disputes). */
    private static final long DISPUTE_FEE = 2000;

    private final StripeBook book;
    private final Map<String, JsonObject> payouts = new LinkedHashMap<>();
    private final Map<String, List<JsonObject>> moved = new LinkedHashMap<>();
    private final Set<String> paidOut = new HashSet<>();
    private final List<JsonObject> others = new ArrayList<>();

    StripeBalance(StripeBook book) {
        this.book = book;
    }

    /** All that has come and gone since the last payout, in euros. */
    String payOut(boolean automatic) {
        String id = "po_" + UUID.randomUUID();
        var lines = new ArrayList<JsonObject>();
        book.intents.values().stream().filter(each -> each.status.equals("succeeded")).forEach(each -> add(each, lines));
        lines.addAll(others);
        others.clear();
        long amount = lines.stream().mapToLong(each -> each.get("net").getAsLong()).sum();
        var payout = StripeBook.object("payout", id, "eur");
        payout.addProperty("amount", amount);
        payout.addProperty("status", "paid");
        payout.addProperty("automatic", automatic);
        payout.addProperty("created", Instant.now().getEpochSecond());
        payout.addProperty("arrival_date", LocalDate.now(ZoneOffset.UTC).plusDays(2).atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond());
        payout.addProperty("statement_descriptor", "STRIPE GIFTS");
        payouts.put(id, payout);
        lines.add(line("txn_" + id, "payout", payout, -amount, 0));
        moved.put(id, lines);
        return id;
    }

    /** The bank does not take it: its money is in the next one. */
    void fail(String payoutId) {
        JsonObject payout = payouts.get(payoutId);
        payout.addProperty("status", "failed");
        others.add(line("txn_failed_" + payoutId, "payout_failure", payout, payout.get("amount").getAsLong(), 0));
    }

    /** Something that belongs to no payment. */
    void move(String type, long minor) {
        others.add(line("txn_" + UUID.randomUUID(), type, null, minor, 0));
    }

    /** @param seconds since 1970, or "" for all */
    List<JsonObject> payoutsSince(String seconds) {
        long from = seconds.isEmpty() ? 0 : Long.parseLong(seconds);
        return payouts.values().stream().filter(each -> each.get("created").getAsLong() >= from).toList();
    }

    JsonObject payout(String id) {
        return payouts.get(id);
    }

    List<JsonObject> linesOf(String payoutId) {
        return moved.getOrDefault(payoutId, List.of());
    }

    /** The charge of an intent. */
    JsonObject charge(Intent intent) {
        JsonObject charge = StripeBook.object("charge", chargeOf(intent.id), intent.currency);
        charge.addProperty("amount", intent.amount);
        charge.addProperty("payment_intent", intent.id);
        charge.add("metadata", book.sessions.values().stream().filter(each -> intent.id.equals(each.intent))
                // A charge has the metadata of its intent; those of a monthly gift's intents are empty.
                .findFirst().map(each -> StripeBook.metadata(each.donation)).orElseGet(JsonObject::new));
        return charge;
    }

    JsonObject chargeNamed(String id) {
        return book.intents.values().stream().filter(each -> chargeOf(each.id).equals(id)).findFirst().map(this::charge)
                .orElse(null);
    }

    private static String chargeOf(String intent) {
        return "ch_" + intent.substring(3);
    }

    private void add(Intent intent, List<JsonObject> lines) {
        add("txn_" + chargeOf(intent.id), "charge", charge(intent), intent.amount,
                25 + Math.round(intent.amount * 0.015), lines);
        for (Back each : intent.refunds) {
            boolean failed = each.status.equals("failed");
            if (!failed || paidOut.contains("txn_" + each.id)) {
                add("txn_" + each.id, "refund", source(each), -each.amount, 0, lines);
            }
            if (failed && paidOut.contains("txn_" + each.id)) {
                add("txn_failed_" + each.id, "refund_failure", source(each), each.amount, 0, lines);
            }
        }
        for (Back each : intent.disputes) {
            add("txn_" + each.id, "adjustment", source(each), -each.amount, DISPUTE_FEE, lines);
            if (each.status.equals("won")) {
                add("txn_won_" + each.id, "adjustment", source(each), each.amount, 0, lines);
            }
        }
    }

    private void add(String id, String type, JsonObject source, long amount, long fee, List<JsonObject> lines) {
        if (paidOut.add(id)) {
            lines.add(line(id, type, source, amount, fee));
        }
    }

    private static JsonObject source(Back back) {
        JsonObject json = StripeBook.json(back);
        json.addProperty("charge", chargeOf(back.intent));
        return json;
    }

    private static JsonObject line(String id, String type, JsonObject source, long amount, long fee) {
        JsonObject line = StripeBook.object("balance_transaction", id, "eur");
        line.addProperty("amount", amount);
        line.addProperty("fee", fee);
        line.addProperty("net", amount - fee);
        line.addProperty("type", type);
        line.addProperty("status", "available");
        line.addProperty("created", Instant.now().getEpochSecond());
        line.add("source", source);
        return line;
    }
}
