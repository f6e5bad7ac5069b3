package org.groundswell.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.groundswell.itests.Visitor.Answer;
import org.junit.ClassRule;
import org.junit.Test;

/** Programs at the admin's interface: every role at every route, answers as they are declared, and what the docs show. */
public class ApiIT {
    @ClassRule
    public static final SharedNode NODE = new SharedNode("api");
    private static final String V1 = "/api/admin/v1";
    private static final String GIFT = "{\"campaign\":\"flood\",\"way\":\"by-phone\",\"amount\":\"40\",\"name\":"
            + "\"Hanna Half\",\"email\":\"hanna@example.org\",\"test\":true}";

    private final Visitor admin = NODE.node().admin();
    private final Program program = new Program(NODE.node());

    /** Found in the description, which is made of what checks the calls. */
    @Test
    public void everyRoleMeetsTheRoutesItIsForAndNobodyElseMeetsAny() throws Exception {
        var wrong = new ArrayList<String>();
        JsonObject description = description();
        for (String role : List.of("", "viewer", "phone", "editor", "finance", "operator", "owner")) {
            String token = role.isEmpty() ? "" : token(role);
            for (var path : description.getAsJsonObject("paths").entrySet()) {
                for (var operation : path.getValue().getAsJsonObject().entrySet()) {
                    var roles = operation.getValue().getAsJsonObject().getAsJsonArray("x-roles");
                    int expected = role.isEmpty() ? 401 : contains(roles, role) ? 0 : 403;
                    Answer answer = call(operation.getKey(), path.getKey().replace("{name}", "nobody-here")
                            .replace("{id}", "00000000-0000-7000-8000-000000000000"), token, null);
                    boolean refused = answer.status() == 401 || answer.status() == 403;
                    if (expected == 0 ? refused : answer.status() != expected) {
                        wrong.add("'" + role + "' at " + operation.getKey() + " " + path.getKey() + ": " + answer.status());
                    }
                    if (answer.status() >= 400) {
                        problem(answer, answer.status());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(description.getAsJsonObject("paths").size() >= 10);
        assertEquals("not in public", 404, NODE.node().visitor().get(V1 + "/gifts", "Authorization", "Bearer "
                + token("owner")).status());
        String basic = Console.basic(NODE.node().password());
        problem(admin.get(V1 + "/gifts", "Authorization", basic), 401);
    }

    @Test
    public void aGiftIsEnteredOnceGivenBackOnceAndPutRightByWhoHasSeenIt() throws Exception {
        String token = token("owner");
        String[] key = {"Idempotency-Key", "0123456789-abcdef-1"};
        Answer entered = call("POST", "/gifts", token, GIFT, key);
        assertEquals(entered.body(), 201, entered.status());
        String path = entered.header("location").substring(V1.length());
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertEquals("the same once more", entered.header("location"), call("POST", "/gifts", token, GIFT, key)
                .header("location"));
        problem(call("POST", "/gifts", token, GIFT.replace("40", "41"), key), 409);
        problem(call("POST", "/gifts", token, GIFT), 400);
        String half = "{\"amount\":\"20\",\"reason\":\"=half\\nof it\"}";
        for (int i = 0; i < 2; i++) {
            Answer refunded = call("POST", path + "/refunds", token, half, "Idempotency-Key", "0123456789-abcdef-2");
            assertEquals(refunded.body(), 200, refunded.status());
            assertEquals("20", gift(refunded).get("counted").getAsString());
        }
        problem(call("POST", path + "/refunds", token, half.replace("20", "21"), "Idempotency-Key", "0123456789-abcdef-3"),
                409);
        correct(token, path);
        Answer shown = call("GET", path, token, null);
        assertEquals(List.of(), against(description(), "/gifts/{id}", "get", shown));
        assertTrue(shown.body(), shown.body().contains("\"author\":\"admin\""));
        Await.until("the search has heard of the gift", () -> {
            String file = call("GET", "/exports/gifts?format=csv&words=hanna%40example.org", token, null).body();
            return file.contains(id) && file.contains("\"40.00\",\"20.00\",\"20.00\"");
        });
        assertEquals(200, call("POST", path + "/erasure", token, "{\"scope\":\"this\"}").status());
        assertFalse(call("GET", path, token, null).body().contains("Hanna"));
        Answer audit = call("GET", "/audit", token, null);
        assertEquals(List.of(), against(description(), "/audit", "get", audit));
        assertTrue("the log names the token", audit.body().contains("\"who\":\"admin/" + program.id("owner")));
        assertTrue(audit.body(), audit.body().contains("gift.refund"));
        assertFalse("no donor in the log", audit.body().contains("hanna"));
        for (String each : List.of("/figures", "/gifts", "/gifts?words=hanna")) {
            assertEquals(List.of(), against(description(), each.replaceFirst("\\?.*", ""), "get", call("GET", each, token, null)));
        }
    }

    private void correct(String token, String path) throws Exception {
        String right = "{\"name\":\"Hanna Whole\",\"email\":\"hanna@example.org\"}";
        Answer before = call("GET", path, token, null);
        problem(call("PUT", path + "/donor", token, right), 428);
        problem(call("PUT", path + "/donor", token, right, "If-Match", "\"1000000\""), 412);
        problem(call("PUT", path + "/donor", token, right, "If-Match", "*"), 400);
        problem(call("PUT", path + "/donor", token, right.replace("hanna@", "@"), "If-Match", before.header("etag")), 422);
        Answer done = call("PUT", path + "/donor", token, right, "If-Match", before.header("etag"));
        assertEquals("Hanna Whole", gift(done).get("name").getAsString());
        problem(call("PUT", path + "/donor", token, right, "If-Match", before.header("etag")), 412);
    }

    @Test
    public void anOwnersProgramSeesPeopleAndTakesThemAwayAndLetsNobodyIn() throws Exception {
        String token = token("owner");
        assertEquals(200, admin.post("/admin/people", Map.of("what", "invite", "name", "omar", "role-viewer", "yes"),
                program.script()).status());
        Answer all = call("GET", "/people", token, null);
        assertEquals(List.of(), against(description(), "/people", "get", all));
        assertTrue(all.body(), all.body().contains("omar"));
        String roles = "{\"roles\":\"owner\"}";
        problem(call("POST", "/people", token, "{\"name\":\"ciro\",\"roles\":\"owner\"}"), 405);
        problem(call("PUT", "/people/omar/roles", token, roles, "If-Match", "\"1\""), 404);
        problem(call("POST", "/people/omar/link", token, null), 404);
        for (String what : List.of("invite", "roles", "link")) {
            assertEquals("nor on the page", 403, admin.post("/admin/people", Map.of("what", what, "name", "omar", "role-owner",
                    "yes"), "Authorization", "Bearer " + token).status());
        }
        assertEquals(204, call("DELETE", "/people/omar", token, null).status());
        problem(call("DELETE", "/people/omar", token, null), 404);
        problem(call("DELETE", "/people/admin", token, null), 409);
    }

    @Test
    public void whatIsNotAsDeclaredIsAProblem() throws Exception {
        String token = token("owner");
        problem(call("GET", "/nothing", token, null), 404);
        problem(call("GET", "/gifts/x", token, null), 400);
        problem(call("GET", "/gifts/00000000-0000-7000-8000-000000000000", token, null), 404);
        for (String query : List.of("state=paid", "from=2026-02-30", "until=x", "before=x", "limit=0", "limit=501", "limit=-1",
                "other=1", "words=a&words=b", "words=%ff", "before=zz")) {
            problem(call("GET", "/gifts?" + query, token, null), 400);
        }
        for (String method : List.of("DELETE", "PUT", "PATCH")) {
            Answer answer = call(method, "/gifts", token, null);
            problem(answer, 405);
            assertEquals("GET, HEAD, OPTIONS, POST", answer.header("allow"));
        }
        assertEquals(204, call("OPTIONS", "/gifts", token, null).status());
        assertEquals("", call("HEAD", "/gifts", token, null).body());
        String[] key = {"Idempotency-Key", "0123456789-abcdef-9"};
        for (String body : List.of("", "[]", "{", "{}", "null", "{\"amount\":{}}", "{\"amount\":\"1\",\"amount\":\"2\"}",
                GIFT + "{}", GIFT.replace("\"40\"", "40"), GIFT.replace("true", "\"yes\""), GIFT.replace("by-phone", "sandbox"),
                GIFT.replace("\"test\"", "\"tests\""), GIFT.replace("flood", "nowhere"), "[".repeat(5_000),
                GIFT.replace("Hanna Half", "x".repeat(201)), GIFT.replace("\"40\"", "\"-1\""), GIFT.replace("40", "1e3"))) {
            problem(call("POST", "/gifts", token, body, key), 400);
        }
        problem(call("POST", "/gifts", token, GIFT.replace("\"40\"", "\"0\""), key), 422);
        problem(call("POST", "/gifts", token, GIFT.replace("Hanna", "x".repeat(70_000)), key), 413);
        problem(admin.post(V1 + "/gifts", Map.of("campaign", "flood"), "Authorization", "Bearer " + token, key[0], key[1]), 415);
        problem(call("POST", "/gifts", token, GIFT, key[0], "short"), 400);
        problem(call("GET", "/gifts", token, null, "Origin", "https://elsewhere.example"), 403);
        assertFalse(call("GET", "/gifts", token, null).body().contains("0123456789-abcdef-9"));
    }

    @Test
    public void aTokenThatWasTakenBackIsNobodys() throws Exception {
        var thief = new Program(NODE.node());
        String token = thief.token("editor");
        assertEquals(200, call("GET", "/gifts", token, null).status());
        assertEquals("pages take it, too", 200, admin.get("/admin/gifts", "Authorization", "Bearer " + token).status());
        assertEquals("as its roles allow", 403, admin.get("/admin/people", "Authorization", "Bearer " + token).status());
        assertEquals("no token makes tokens", 403, admin.post("/admin/tokens", Map.of("what", "make", "name", "child",
                "role-viewer", "yes", "days", "7", "current", NODE.node().password()), "Authorization", "Bearer " + token)
                .status());
        assertEquals(303, admin.post("/admin/tokens", Map.of("what", "revoke", "id", thief.id("editor")),
                program.script()).status());
        Answer answer = call("GET", "/gifts", token, null);
        problem(answer, 401);
        assertTrue(answer.header("www-authenticate"), answer.header("www-authenticate").contains("invalid_token"));
    }

    @Test
    public void theExamplesOfTheDocumentationWork() throws Exception {
        var docs = new Page(Page.readme().file().resolveSibling("docs/api.md"));
        int typed = 0;
        for (String block : docs.blocks("sh")) {
            for (String command : block.lines().toList()) {
                assertEquals(command, 0, status(command));
                typed++;
            }
        }
        assertTrue("examples", typed >= 5);
    }

    private int status(String command) throws Exception {
        Path home = NODE.node().home();
        var process = new ProcessBuilder("bash", "-c", command).directory(home.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(home.toFile(), "typed.log")));
        process.environment().putAll(Map.of("TOKEN", token("owner"), "NODE", admin.base()));
        Process started = process.start();
        assertTrue(command + " ends", started.waitFor(60, TimeUnit.SECONDS));
        return started.exitValue();
    }

    private JsonObject description() throws Exception {
        return JsonParser.parseString(call("GET", "/openapi.json", token("owner"), null).body()).getAsJsonObject();
    }

    private String token(String role) throws Exception {
        return program.token(role);
    }

    private Answer call(String method, String path, String token, String body, String... headers) throws Exception {
        return program.call(method, path, token, body, headers);
    }

    private static void problem(Answer answer, int status) {
        String said = answer.status() + " " + answer.body();
        assertEquals(said, status, answer.status());
        assertTrue(said, answer.header("content-type").startsWith("application/problem+json"));
        JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertEquals(said, status, problem.get("status").getAsInt());
        assertTrue(said, problem.has("type") && problem.has("title") && !problem.get("detail").getAsString().isBlank());
    }

    private static JsonObject gift(Answer answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("gift");
    }

    private static boolean contains(JsonArray words, String word) {
        return words.asList().stream().anyMatch(each -> each.getAsString().equals(word));
    }

    /** What of an answer is not as the description says. */
    private static List<String> against(JsonObject description, String path, String method, Answer answer) {
        JsonObject schema = description.getAsJsonObject("paths").getAsJsonObject(path).getAsJsonObject(method)
                .getAsJsonObject("responses").getAsJsonObject(Integer.toString(answer.status())).getAsJsonObject("content")
                .getAsJsonObject("application/json").getAsJsonObject("schema");
        return JsonSchema.faults(description, schema, JsonParser.parseString(answer.body()), path);
    }
}
