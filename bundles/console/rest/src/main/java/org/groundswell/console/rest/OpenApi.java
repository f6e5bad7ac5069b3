package org.groundswell.console.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.groundswell.console.api.Role;
import org.groundswell.console.api.rest.Field;
import org.groundswell.console.api.rest.Route;

/** The description of all routes (OpenAPI 3.1), made from the declarations by which requests are checked. */
final class OpenApi {
    private static final String PROBLEM = """
            {"description": "It was not done: RFC 9457 says why.", "content": {"application/problem+json": {"schema":
            {"type": "object", "required": ["type", "title", "status", "detail"], "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "detail": {"type": "string"}, "errors": {"type": "array", "items": {"type": "object", "required":
            ["field", "detail"], "properties": {"field": {"type": "string"}, "detail": {"type": "string"}}}}}}}}}""";

    private final Schemas schemas = new Schemas();
    private final JsonObject paths = new JsonObject();

    private OpenApi() {
    }

    static JsonObject of(List<Route> routes, String version) {
        var made = new OpenApi();
        routes.stream().sorted(Comparator.comparing(Route::path).thenComparing(Route::method)).forEach(made::add);
        JsonObject all = object("openapi", "3.1.0");
        JsonObject info = object("title", "Groundswell admin", "version", version);
        all.add("info", info);
        all.add("servers", array(object("url", RestContext.PATH + RestServlet.VERSION)));
        JsonObject security = new JsonObject();
        security.add("token", new JsonArray());
        all.add("security", array(security));
        all.add("paths", made.paths);
        JsonObject components = new JsonObject();
        components.add("schemas", made.schemas.named());
        components.add("responses", within("problem", JsonParser.parseString(PROBLEM).getAsJsonObject()));
        components.add("securitySchemes", within("token", object("type", "http", "scheme", "bearer")));
        all.add("components", components);
        return all;
    }

    private void add(Route route) {
        JsonObject operation = object("summary", route.summary(), "operationId", route.method().name()
                .toLowerCase(Locale.ROOT) + route.path().replaceAll("[{}]", "").replace('/', '-'));
        // Who may: OpenAPI has no field for it that every program shows.
        var roles = new TreeSet<>(route.roles());
        roles.add(Role.OWNER);
        operation.add("x-roles", Schemas.words(roles.stream().map(Role::id).toList()));
        operation.add("tags", Schemas.words(List.of(route.path().split("/")[1])));
        var parameters = new JsonArray();
        route.fields().stream().filter(each -> each.in() != Field.In.BODY).map(OpenApi::parameter).forEach(parameters::add);
        route.needs().stream().sorted().map(OpenApi::header).forEach(parameters::add);
        operation.add("parameters", parameters);
        if (route.fields().stream().anyMatch(each -> each.in() == Field.In.BODY)) {
            operation.add("requestBody", body(route));
        }
        JsonObject responses = within(Integer.toString(route.status()), answer(route));
        responses.add("default", object("$ref", "#/components/responses/problem"));
        operation.add("responses", responses);
        if (!paths.has(route.path())) {
            paths.add(route.path(), new JsonObject());
        }
        paths.getAsJsonObject(route.path()).add(route.method().name().toLowerCase(Locale.ROOT), operation);
    }

    private static JsonObject parameter(Field field) {
        JsonObject parameter = object("name", field.name(), "in", field.in().name().toLowerCase(Locale.ROOT),
                "description", field.about());
        parameter.addProperty("required", field.required());
        parameter.add("schema", schema(field));
        return parameter;
    }

    private static JsonObject header(Route.Need need) {
        boolean isKey = need == Route.Need.KEY;
        JsonObject parameter = object("name", isKey ? "Idempotency-Key" : "If-Match", "in", "header", "description",
                isKey ? "A new one for each new thing, the same one when you try again." : "The ETag of what you change.");
        parameter.addProperty("required", true);
        JsonObject schema = Schemas.typed("string");
        if (isKey) {
            schema.addProperty("pattern", "^" + CallReader.KEY + "$");
        }
        parameter.add("schema", schema);
        return parameter;
    }

    private static JsonObject body(Route route) {
        var properties = new JsonObject();
        var required = new JsonArray();
        route.fields().stream().filter(each -> each.in() == Field.In.BODY).forEach(each -> {
            JsonObject schema = schema(each);
            schema.addProperty("description", each.about());
            properties.add(each.name(), schema);
            if (each.required()) {
                required.add(each.name());
            }
        });
        JsonObject schema = Schemas.typed("object");
        schema.add("properties", properties);
        schema.add("required", required);
        schema.addProperty("additionalProperties", false);
        JsonObject body = within("content", within("application/json", within("schema", schema)));
        body.addProperty("required", !required.isEmpty());
        return body;
    }

    private static JsonObject schema(Field field) {
        JsonObject schema = Schemas.typed(switch (field.kind()) {
            case TEXT, LINES -> "string";
            case NUMBER -> "integer";
            case FLAG -> "boolean";
        });
        if (!field.values().isEmpty()) {
            schema.add("enum", Schemas.words(field.values()));
        }
        if (!field.pattern().isEmpty()) {
            schema.addProperty("pattern", "^(?:" + field.pattern() + ")$");
        }
        if (schema.get("type").getAsString().equals("string")) {
            schema.addProperty("maxLength", field.longest());
        }
        return schema;
    }

    private JsonObject answer(Route route) {
        JsonObject answer = object("description", route.status() == 204 ? "It was done." : "What was asked for.");
        JsonObject content = new JsonObject();
        if (route.answer() != null) {
            content.add("application/json", within("schema", schemas.of(route.answer())));
        }
        route.types().forEach(each -> content.add(each, new JsonObject()));
        if (!content.isEmpty()) {
            answer.add("content", content);
        }
        return answer;
    }

    private static JsonObject object(String... pairs) {
        var object = new JsonObject();
        for (int i = 0; i < pairs.length; i += 2) {
            object.addProperty(pairs[i], pairs[i + 1]);
        }
        return object;
    }

    private static JsonObject within(String name, JsonObject value) {
        var object = new JsonObject();
        object.add(name, value);
        return object;
    }

    private static JsonArray array(JsonObject only) {
        var array = new JsonArray();
        array.add(only);
        return array;
    }
}
