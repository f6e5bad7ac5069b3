package org.groundswell.itests;

import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.groundswell.itests.Visitor.Answer;
import org.jsoup.Jsoup;

/** A program at the admin's interface of a node, with tokens that the user of scripts makes for it. */
final class Program {

    private final Node node;
    private final Visitor admin;
    private final String mark = UUID.randomUUID().toString();
    private final Map<String, String> tokens = new HashMap<>();

    Program(Node node) {
        this.node = node;
        this.admin = node.admin();
    }

    String token(String role) throws Exception {
        if (!tokens.containsKey(role)) {
            tokens.put(role, made(role));
        }
        return tokens.get(role);
    }

    /** Made on the page, by somebody who gives the password once more. */
    private String made(String role) throws Exception {
        Answer made = admin.post("/admin/tokens", Map.of("what", "make", "name", name(role), "role-" + role, "yes",
                "days", "7", "current", node.password()), script());
        String secret = Jsoup.parse(made.body()).select("#secret").text();
        assertTrue(made.status() + made.body(), secret.matches("gsw_[\\w-]+"));
        return secret;
    }

    /** The id of the token of this role. */
    String id(String role) throws Exception {
        String page = admin.get("/admin/tokens", script()).body();
        String id = Jsoup.parse(page).select("td:has(bdi:containsOwn(" + name(role) + ")) > code").text();
        assertTrue(page, id.matches("[0-9a-f]{12}"));
        return id;
    }

    private String name(String role) {
        return role + " of " + mark;
    }

    String[] script() throws Exception {
        return new String[] {"Authorization", Console.basic(node.password())};
    }

    /** @param body JSON, or null for none */
    Answer call(String method, String path, String token, String body, String... headers) throws Exception {
        var all = new ArrayList<>(List.of(headers));
        if (!token.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        if (body != null) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return admin.send(method.toUpperCase(Locale.ROOT), "/api/admin/v1" + path, body == null ? "" : body,
                all.toArray(String[]::new));
    }
}
