package org.groundswell.itests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.groundswell.itests.Visitor.Answer;

/** Somebody of each role, signed in at a node's console; they are let in and taken away by the user of scripts. */
final class Members implements AutoCloseable {
    private static final List<String> ROLES = List.of("viewer", "phone", "editor", "finance", "operator", "owner");
    private static final Pattern LINK = Pattern.compile("/admin/welcome\\?link=([\\w-]+)");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([\\w-]+)\"");
    private static final Pattern ADMINS = Pattern.compile("\\(osgi.http.whiteboard.context.name=org.groundswell.admin\\)");

    private final Visitor admin;
    private final String[] script;
    private final Map<String, String> cookies = new HashMap<>();

    Members(Node node) throws Exception {
        this(node, node.password());
    }

    /** @param password of the user of scripts, which of several nodes is that of the first one */
    Members(Node node, String password) throws Exception {
        this.admin = node.admin();
        this.script = new String[] {"Authorization", Console.basic(password)};
        for (String role : ROLES) {
            Answer invited = admin.post("/admin/people", Map.of("what", "invite", "name", "a-" + role, "role-" + role,
                    "yes"), script);
            Matcher link = LINK.matcher(invited.body());
            if (!link.find()) {
                throw new IllegalStateException("no link for " + role + ": " + invited.status() + invited.body());
            }
            Answer welcome = admin.post("/admin/welcome", Map.of("link", link.group(1), "password", "a lantern at sea",
                    "again", "a lantern at sea"));
            cookies.put(role, welcome.header("set-cookie").replaceFirst(";.*", ""));
        }
    }

    /** The answer to a member with this role, or to nobody where it is empty. */
    Answer get(String role, String path) throws Exception {
        return role.isEmpty() ? admin.get(path) : admin.get(path, "Cookie", cookies.get(role));
    }

    /** By which a member is known, for other clients than this one. */
    String cookie(String role) {
        return cookies.get(role);
    }

    /** They sign out. */
    void endSession(String role) throws Exception {
        Matcher token = TOKEN.matcher(get(role, "/admin/account").body());
        if (!token.find()) {
            throw new IllegalStateException("no form with a token for " + role);
        }
        post(role, "/admin/sign-out", Map.of("token", token.group(1)));
    }

    Answer post(String role, String path, Map<String, String> form) throws Exception {
        return admin.post(path, form, "Cookie", cookies.get(role));
    }

    /** The patterns of all servlets among the admin's pages, with the roles that their services name. */
    Map<String, List<String>> routes() throws Exception {
        var routes = new TreeMap<String, List<String>>();
        for (JsonElement each : services("/system/console/services.json")) {
            JsonObject service = each.getAsJsonObject();
            if (service.get("types").getAsString().contains("jakarta.servlet.Servlet")) {
                JsonObject details = services("/system/console/services/" + service.get("id").getAsString() + ".json")
                        .getFirst().getAsJsonObject();
                addRoutes(details, routes);
            }
        }
        return routes;
    }

    private List<JsonElement> services(String path) throws Exception {
        return JsonParser.parseString(admin.get(path, script).body()).getAsJsonObject().getAsJsonArray("data").asList();
    }

    private static void addRoutes(JsonObject service, Map<String, List<String>> routes) {
        var properties = new HashMap<String, List<String>>();
        for (JsonElement each : service.getAsJsonArray("props")) {
            JsonElement value = each.getAsJsonObject().get("value");
            properties.put(each.getAsJsonObject().get("key").getAsString(), value.isJsonArray()
                    ? value.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
                    : List.of(value.getAsString()));
        }
        if (ADMINS.matcher(properties.getOrDefault("osgi.http.whiteboard.context.select", List.of()).toString()).find()) {
            properties.getOrDefault("osgi.http.whiteboard.servlet.pattern", List.of()).forEach(pattern ->
                    routes.put(pattern, properties.getOrDefault("org.groundswell.admin.roles", List.of())));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (String role : ROLES) {
                admin.post("/admin/people", Map.of("what", "remove", "name", "a-" + role), script);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
