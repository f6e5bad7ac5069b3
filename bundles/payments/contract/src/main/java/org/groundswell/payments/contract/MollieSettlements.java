package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Mollie's settlements, after docs.mollie.com/reference/list-settlements and its lists of payments, refunds and
 * chargebacks. Costs are summed up by month and method, with four decimals, and stand beside the lists.
 */
final class MollieSettlements {
    private static final BigDecimal COST = new BigDecimal("0.3509");

    private final Map<String, JsonObject> payments;
    private final Map<String, JsonObject> settlements = new LinkedHashMap<>();
    private final Map<String, List<JsonObject>> contents = new LinkedHashMap<>();
    private final Set<String> settled = new HashSet<>();

    MollieSettlements(Map<String, JsonObject> payments) {
        this.payments = payments;
    }

    /** All that has come and gone since the last one, in euros. */
    String payOut() {
        String id = "stl_" + UUID.randomUUID().toString().replace("-", "");
        BigDecimal amount = BigDecimal.ZERO;
        var paid = new ArrayList<JsonObject>();
        for (JsonObject each : payments.values()) {
            if (each.get("status").getAsString().equals("paid") && settled.add(each.get("id").getAsString())) {
                JsonObject payment = each.deepCopy();
                payment.remove("_embedded");
                payment.add("settlementAmount", each.get("amount"));
                paid.add(payment);
                amount = amount.add(value(each));
            }
        }
        List<JsonObject> refunds = back("refunds", "failed");
        List<JsonObject> chargebacks = back("chargebacks", "none");
        for (JsonObject each : refunds) {
            amount = amount.subtract(value(each));
        }
        for (JsonObject each : chargebacks) {
            amount = amount.subtract(value(each));
        }
        BigDecimal costs = COST.multiply(BigDecimal.valueOf(paid.size())).multiply(new BigDecimal(2));
        amount = amount.subtract(costs).setScale(2, RoundingMode.HALF_UP);
        settlements.put(id, settlement(id, amount, paid.size()));
        contents.put(id + "/payments", paid);
        contents.put(id + "/refunds", refunds);
        contents.put(id + "/chargebacks", chargebacks);
        return id;
    }

    List<JsonObject> all() {
        return new ArrayList<>(settlements.values()).reversed();
    }

    JsonObject named(String id) {
        return settlements.get(id);
    }

    List<JsonObject> contents(String id, String kind) {
        return contents.getOrDefault(id + "/" + kind, List.of());
    }

    private List<JsonObject> back(String kind, String notTaken) {
        var back = new ArrayList<JsonObject>();
        for (JsonObject payment : payments.values()) {
            for (JsonElement each : payment.getAsJsonObject("_embedded").getAsJsonArray(kind)) {
                JsonObject moved = each.getAsJsonObject().deepCopy();
                boolean taken = !moved.has("status") || !moved.get("status").getAsString().equals(notTaken);
                if (taken && settled.add(moved.get("id").getAsString())) {
                    moved.addProperty("paymentId", payment.get("id").getAsString());
                    moved.addProperty("createdAt", Instant.now().toString());
                    moved.add("settlementAmount", MollieBook.amount("EUR", value(moved).negate().toPlainString()));
                    back.add(moved);
                }
            }
        }
        return back;
    }

    private static JsonObject settlement(String id, BigDecimal amount, int count) {
        var settlement = new JsonObject();
        settlement.addProperty("resource", "settlement");
        settlement.addProperty("id", id);
        settlement.addProperty("reference", "1234567.2611.03");
        settlement.addProperty("createdAt", Instant.now().toString());
        settlement.addProperty("settledAt", Instant.now().toString());
        settlement.addProperty("status", "paidout");
        settlement.add("amount", MollieBook.amount("EUR", amount.toPlainString()));
        var costs = new JsonArray();
        if (count > 0) {
            costs.add(cost("iDEAL", "ideal", count));
            costs.add(cost("Card", "creditcard", count));
        }
        var period = new JsonObject();
        period.add("revenue", new JsonArray());
        period.add("costs", costs);
        var month = new JsonObject();
        month.add("11", period);
        var year = new JsonObject();
        year.add("2026", month);
        settlement.add("periods", year);
        return settlement;
    }

    private static JsonObject cost(String description, String method, int count) {
        var cost = new JsonObject();
        cost.addProperty("description", description);
        cost.addProperty("method", method);
        cost.addProperty("count", count);
        cost.add("amountVat", JsonNull.INSTANCE);
        cost.add("amountGross", MollieBook.amount("EUR", COST.multiply(BigDecimal.valueOf(count)).toPlainString()));
        return cost;
    }

    private static BigDecimal value(JsonObject from) {
        return new BigDecimal(from.getAsJsonObject("amount").get("value").getAsString());
    }
}
