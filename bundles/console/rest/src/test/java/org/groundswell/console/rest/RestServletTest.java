package org.groundswell.console.rest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.Field;
import org.groundswell.console.api.rest.RestAnswer;
import org.groundswell.console.api.rest.RestCall;
import org.groundswell.console.api.rest.RestProblemException;
import org.groundswell.console.api.rest.RestRoutes;
import org.groundswell.console.api.rest.Route;
import org.junit.Before;
import org.junit.Test;

public class RestServletTest {
    private static final String KEY = "0123456789-abcdef";
    private static final Instant AT = Instant.parse("2026-11-27T20:00:00Z");
    private final List<RestCall> calls = new ArrayList<>();
    private final RestServlet servlet = new RestServlet(1_000, 1, "1.2.3");
    private RestRoutes routes;

    private record Boat(String name, Optional<String> port, int masts, boolean sails, Instant built, List<Boat> dinghies,
            Map<String, String> signs) {
    }

    @Before
    public void offer() {
        Field id = Field.path("id", "Which.").like("[a-z]+");
        List<Route> all = List.of(
                Route.get("/boats/{id}", "A boat", Set.of(Role.VIEWER, Role.FINANCE), List.of(id, Field.query("masts", "Most.")
                        .as(Field.Kind.NUMBER), Field.query("sails", "Or not.").as(Field.Kind.FLAG)), Boat.class, this::boat),
                Route.post("/boats", "Build", Set.of(Role.FINANCE), List.of(Field.body("name", "Its name.").mustBeThere().upTo(5),
                        Field.body("log", "Lines.").as(Field.Kind.LINES), Field.body("masts", "How many.").as(Field.Kind.NUMBER),
                        Field.body("sails", "Or not.").as(Field.Kind.FLAG), Field.body("kind", "Which.").oneOf(List.of("sloop"))),
                        201, Boat.class, this::boat).needing(Route.Need.KEY),
                Route.post("/boats/{id}", "Change", Set.of(Role.EDITOR), List.of(id), 200, Boat.class, this::boat)
                        .by(Route.Method.PUT).needing(Route.Need.TAG),
                Route.post("/boats/{id}", "Sink", Set.of(Role.OWNER), List.of(id), 204, null, this::nothing)
                        .by(Route.Method.DELETE),
                Route.get("/boats/wrecks", "Sunk ones", Set.of(Role.FINANCE), List.of(), null,
                        _ -> new RestAnswer.File("text/csv", "wrecks.csv", out -> out.write('x'))).givingFile(List.of("text/csv")));
        routes = () -> all;
        servlet.add(routes);
    }

    private RestAnswer boat(RestCall call) {
        calls.add(call);
        var boat = new Boat("Anna", Optional.empty(), 2, true, AT, List.of(), Map.of("flag", "NL"));
        return new RestAnswer.Json(new Boat("Noor", Optional.of("Delft"), 1, false, AT, List.of(boat), Map.of()), "7", "/boats/x");
    }

    private RestAnswer nothing(RestCall call) throws IOException {
        switch (call.get("id")) {
            case "full" -> throw new IOException("the disk is full");
            case "odd" -> throw new IllegalStateException("a fault of ours");
            case "gone" -> throw new RestProblemException(409, "sunk-already", "It was sunk before.");
            default -> {
                return new RestAnswer.Nothing();
            }
        }
    }

    @Test
    public void anAnswerIsMadeOfARecordAndHasItsTag() throws Exception {
        Asked asked = new Asked().call(servlet, "GET", "/v1/boats/noor?masts=2&sails=true", "");
        assertEquals("{\"name\":\"Noor\",\"port\":\"Delft\",\"masts\":1,\"sails\":false,\"built\":\"2026-11-27T20:00:00Z\","
                + "\"dinghies\":[{\"name\":\"Anna\",\"masts\":2,\"sails\":true,\"built\":\"2026-11-27T20:00:00Z\",\"dinghies\":[],"
                + "\"signs\":{\"flag\":\"NL\"}}],\"signs\":{}}", asked.body());
        assertEquals("\"7\"", asked.headers.get("ETag"));
        assertEquals("/api/admin/v1/boats/x", asked.headers.get("Location"));
        assertEquals(Map.of("id", "noor", "masts", "2", "sails", "yes"), calls.getFirst().values());
        assertEquals("", new Asked().call(servlet, "HEAD", "/v1/boats/noor", "").body());
        Asked file = new Asked().call(servlet, "GET", "/v1/boats/wrecks", "");
        assertEquals("a name is meant before a brace", "x", file.body());
        assertEquals("attachment; filename=\"wrecks.csv\"", file.headers.get("Content-Disposition"));
    }

    @Test
    public void aBodyIsCleanedAndFits() throws Exception {
        assertEquals(201, post("{\"name\":\" No\\u0000or\\u202e \",\"log\":\"a\\r\\nb\",\"masts\":3,\"sails\":false,\"kind\":"
                + "\"sloop\"}").status);
        assertEquals(Map.of("name", "Noor", "log", "a\nb", "masts", "3", "kind", "sloop"), calls.getFirst().values());
        assertEquals(KEY, calls.getFirst().key());
    }

    @Test
    public void whatDoesNotFitIsNamedFieldByField() throws Exception {
        Asked asked = post("{\"name\":\"\\ud83d\\ude00\\ud83d\\ude00abcd\",\"log\":1,\"masts\":-1,\"sails\":\"true\",\"kind\":"
                + "\"ketch\",\"other\":\"x\"}");
        assertEquals("bad-fields", asked.kind());
        assertEquals(6, asked.json().getAsJsonArray("errors").size());
        for (String body : List.of("{}", "{\"name\":\"\"}", "{\"name\":\" \"}", "{\"name\":null}", "{\"name\":[\"a\"]}",
                "{\"name\":\"a\",\"name\":\"b\"}", "{\"name\":\"a\"}x", "{\"name\":\"a\"", "{'name':'a'}", "{name:\"a\"}",
                "{\"name\":\"a\",\"masts\":1.5}", "{\"name\":\"a\",\"masts\":1e400}", "[]", "\"a\"", "{\"name\":\"a\",}",
                "{\"name\":\"a\",\"masts\":99999999999999999999}")) {
            assertEquals(body, 400, post(body).status);
        }
        assertEquals("bad-json", new Asked().with("Idempotency-Key", KEY).call(servlet, "POST", "/v1/boats",
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}).kind());
        for (String query : List.of("masts=x", "masts=-1", "sails=yes", "mast=1", "masts=1&masts=2", "masts=%zz")) {
            assertEquals(query, 400, new Asked().call(servlet, "GET", "/v1/boats/noor?" + query, "").status);
        }
        assertEquals(List.of(), calls);
    }

    @Test
    public void everyRefusalIsAProblem() throws Exception {
        assertEquals("no-such-path", new Asked().call(servlet, "GET", "/v1/ships", "").kind());
        assertEquals("no-such-path", new Asked().call(servlet, "GET", "/v2/boats", "").kind());
        assertEquals("bad-fields", new Asked().call(servlet, "GET", "/v1/boats/UP", "").kind());
        Asked method = new Asked().call(servlet, "PATCH", "/v1/boats/noor", "");
        assertEquals("no-such-method", method.kind());
        assertEquals("DELETE, GET, HEAD, OPTIONS, PUT", method.headers.get("Allow"));
        assertEquals(204, new Asked().call(servlet, "OPTIONS", "/v1/boats/noor", "").status);
        assertEquals("not-allowed", new Asked().by(Role.VIEWER).call(servlet, "POST", "/v1/boats", "").kind());
        assertEquals("not-json", new Asked().with("Content-Type", "text/plain").with("Idempotency-Key", KEY)
                .call(servlet, "POST", "/v1/boats", "{\"name\":\"a\"}").kind());
        assertEquals("too-large", post("{\"name\":\"" + "x".repeat(70_000) + "\"}").kind());
        assertEquals("key-missing", new Asked().call(servlet, "POST", "/v1/boats", "{\"name\":\"a\"}").kind());
        assertEquals("key-missing", new Asked().with("Idempotency-Key", KEY, KEY + "2").call(servlet, "POST", "/v1/boats",
                "{\"name\":\"a\"}").kind());
        assertEquals("tag-missing", new Asked().by(Role.EDITOR).call(servlet, "PUT", "/v1/boats/noor", "").kind());
        for (String tag : List.of("7", "*", "W/\"7\"", "\"7\", \"8\"", "\"\"")) {
            assertEquals(tag, "bad-tag", new Asked().by(Role.EDITOR).with("If-Match", tag).call(servlet, "PUT",
                    "/v1/boats/noor", "").kind());
        }
        assertEquals("sunk-already", sink("gone").kind());
        assertEquals("failed", sink("odd").kind());
        assertEquals("not-kept", sink("full").kind());
        assertFalse("what failed inside stays inside", sink("odd").body().contains("fault of ours"));
        assertEquals(204, sink("noor").status);
        assertEquals(List.of(), calls);
    }

    @Test
    public void whileABundleIsExchangedItsPathsAreAway() throws Exception {
        servlet.remove(routes);
        Asked asked = new Asked().call(servlet, "GET", "/v1/boats/noor", "");
        assertEquals("away", asked.kind());
        assertEquals("5", asked.headers.get("Retry-After"));
        servlet.add(routes);
        assertEquals(200, new Asked().call(servlet, "GET", "/v1/boats/noor", "").status);
    }

    @Test
    public void aTokenHasSoManyCallsInAMinute() throws Exception {
        var narrow = new RestServlet(2, 1, "1.2.3");
        for (int i = 0; i < 2; i++) {
            assertEquals("no-such-path", new Asked().call(narrow, "GET", "/v1/x", "").kind());
        }
        Asked asked = new Asked().call(narrow, "GET", "/v1/x", "");
        assertEquals(429, asked.status);
        assertTrue(Integer.parseInt(asked.headers.get("Retry-After")) > 0);
        Instant[] now = {AT};
        var limit = new CallLimit(1, ((InstantSource) () -> now[0]).withZone(ZoneOffset.UTC));
        assertEquals(0, limit.wait("a"));
        assertEquals(0, limit.wait("b"));
        now[0] = AT.plusSeconds(50);
        assertEquals(11, limit.wait("a"));
        now[0] = AT.plusSeconds(60);
        assertEquals(0, limit.wait("a"));
    }

    @Test
    public void halfAFileIsBrokenOff() {
        RestRoutes failing = () -> List.of(Route.get("/logs", "Fails", Set.of(Role.FINANCE), List.of(), null,
                _ -> new RestAnswer.File("text/csv", "x.csv", out -> {
                    out.write('x');
                    throw new IllegalStateException("in the middle");
                })).givingFile(List.of("text/csv")));
        servlet.add(failing);
        assertThrows(IOException.class, () -> new Asked().call(servlet, "GET", "/v1/logs", ""));
        assertThrows("the place is free again", IOException.class, () -> new Asked().call(servlet, "GET", "/v1/logs", ""));
    }

    /** Of the places that there are, one is always left for somebody else. */
    @Test
    public void onePersonDoesNotTakeAllPlacesForFiles() throws Exception {
        var wide = new RestServlet(1_000, 2, "1.2.3");
        var meanwhile = new ArrayList<Integer>();
        wide.add(() -> List.of(Route.get("/logs", "Asks for more", Set.of(Role.FINANCE), List.of(), null,
                _ -> new RestAnswer.File("text/csv", "x.csv", out -> {
                    if (meanwhile.isEmpty()) {
                        meanwhile.add(0);
                        meanwhile.add(new Asked().named("omar").call(wide, "GET", "/v1/logs", "").status);
                        meanwhile.add(new Asked().named("otto").call(wide, "GET", "/v1/logs", "").status);
                    }
                })).givingFile(List.of("text/csv"))));
        assertEquals(200, new Asked().named("omar").call(wide, "GET", "/v1/logs", "").status);
        assertEquals(List.of(0, 429, 200), meanwhile);
        assertEquals(200, new Asked().named("omar").call(wide, "GET", "/v1/logs", "").status);
    }

    /** What stands there is what is checked: all that refers to something leads there, and each path has its fields. */
    @Test
    public void theDescriptionIsWhole() throws Exception {
        JsonObject all = new Asked().call(servlet, "GET", "/v1/openapi.json", "").json();
        assertEquals("3.1.0", all.get("openapi").getAsString());
        assertEquals("1.2.3", all.getAsJsonObject("info").get("version").getAsString());
        JsonObject paths = all.getAsJsonObject("paths");
        assertEquals(Set.of("/boats", "/boats/{id}", "/boats/wrecks"), paths.keySet());
        JsonObject build = paths.getAsJsonObject("/boats").getAsJsonObject("post");
        JsonObject body = build.getAsJsonObject("requestBody").getAsJsonObject("content").getAsJsonObject("application/json")
                .getAsJsonObject("schema");
        assertEquals("[\"name\"]", body.get("required").toString());
        assertEquals(5, body.getAsJsonObject("properties").getAsJsonObject("name").get("maxLength").getAsInt());
        assertEquals("[\"finance\",\"owner\"]", build.get("x-roles").toString());
        assertEquals("Idempotency-Key", build.getAsJsonArray("parameters").get(0).getAsJsonObject().get("name").getAsString());
        JsonObject boat = all.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject("Boat");
        assertEquals("[\"name\",\"masts\",\"sails\",\"built\",\"dinghies\",\"signs\"]", boat.get("required").toString());
        assertEquals("{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Boat\"}}", boat.getAsJsonObject("properties")
                .get("dinghies").toString());
        assertEquals("[\"text/csv\"]", paths.getAsJsonObject("/boats/wrecks").getAsJsonObject("get").getAsJsonObject("responses")
                .getAsJsonObject("200").getAsJsonObject("content").keySet().toString().replace("text/csv", "\"text/csv\""));
    }

    private Asked post(String body) throws IOException {
        return new Asked().with("Idempotency-Key", KEY).call(servlet, "POST", "/v1/boats", body);
    }

    private Asked sink(String id) throws IOException {
        return new Asked().by(Role.OWNER).call(servlet, "DELETE", "/v1/boats/" + id, "");
    }
}
