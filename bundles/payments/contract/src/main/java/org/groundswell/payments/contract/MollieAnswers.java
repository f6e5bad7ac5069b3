package org.groundswell.payments.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.groundswell.payments.contract.LocalServer.Answer;
import org.groundswell.payments.contract.LocalServer.Asked;

/** How Mollie answers: what was made, a page of a list, an error. */
final class MollieAnswers {
    private MollieAnswers() {
    }

    static Answer created(JsonObject made) {
        return Answer.json(201, made);
    }

    /** A page of a list, from what the request names on, two at most. */
    static Answer page(Asked asked, String base, String kind, List<JsonObject> all,
            Function<JsonObject, JsonElement> told) {
        var newest = new ArrayList<>(all);
        String from = asked.field("from");
        while (!from.isEmpty() && !newest.isEmpty() && !newest.getFirst().get("id").getAsString().equals(from)) {
            newest.removeFirst();
        }
        int limit = Math.min(2, Integer.parseInt(asked.field("limit")));
        JsonObject answer = MollieBook.embedded(kind, newest.stream().limit(limit).map(told).toList());
        var links = new JsonObject();
        if (newest.size() > limit) {
            var next = new JsonObject();
            next.addProperty("href", base + asked.path() + "?from=" + newest.get(limit).get("id").getAsString()
                    + "&limit=" + limit);
            links.add("next", next);
        }
        answer.add("_links", links);
        return Answer.json(200, answer);
    }

    static Answer error(int status, String title, String field) {
        var error = new JsonObject();
        error.addProperty("status", status);
        error.addProperty("title", title);
        error.addProperty("detail", "about donor@example.org and key_secret");
        if (!field.isEmpty()) {
            error.addProperty("field", field);
        }
        return Answer.json(status, error);
    }
}
