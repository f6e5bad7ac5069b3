package org.groundswell.payments.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.groundswell.payments.contract.LocalServer.Answer;
import org.groundswell.payments.contract.LocalServer.Asked;

/** How Stripe answers: what was found, a page of a list, an error. */
final class StripeAnswers {
    private StripeAnswers() {
    }

    static <T> Answer found(T found, Function<T, JsonElement> json) {
        return found == null ? error(404, "resource_missing", "id") : Answer.json(200, json.apply(found));
    }

    /** A page of a list, newest first. */
    static Answer page(List<JsonObject> all, Asked asked, int most, Function<JsonObject, JsonElement> told) {
        var newest = new ArrayList<>(all.reversed());
        String after = asked.field("starting_after");
        while (!after.isEmpty() && !newest.isEmpty() && !newest.removeFirst().get("id").getAsString().equals(after)) {
            continue;
        }
        int limit = Math.min(most, asked.field("limit").isEmpty() ? 10 : Integer.parseInt(asked.field("limit")));
        var data = new JsonArray();
        newest.stream().limit(limit).map(told).forEach(data::add);
        var answer = new JsonObject();
        answer.addProperty("object", "list");
        answer.add("data", data);
        answer.addProperty("has_more", newest.size() > limit);
        return Answer.json(200, answer);
    }

    static Answer error(int status, String code, String field) {
        var error = new JsonObject();
        error.addProperty("type", status == 400 || status == 404 ? "invalid_request_error" : "api_error");
        error.addProperty("code", code);
        error.addProperty("param", field);
        error.addProperty("message", "about donor@example.org and key_secret");
        var body = new JsonObject();
        body.add("error", error);
        return Answer.json(status, body);
    }
}
