package org.groundswell.kernel.health;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A health report as an answer over HTTP. */
final class HealthJson {
    private HealthJson() {
    }

    /** @param reasons whether to say why, which is for admins */
    static void write(Fitness.Report report, boolean reasons, HttpServletResponse response) throws IOException {
        var checks = new JsonArray();
        report.checks().forEach(each -> checks.add(check(each, reasons)));
        var json = new JsonObject();
        json.addProperty("status", report.status().name());
        json.add("checks", checks);
        response.setStatus(report.isFit() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(json);
    }

    private static JsonObject check(Fitness.Check check, boolean reasons) {
        var json = new JsonObject();
        json.addProperty("name", check.name());
        json.addProperty("status", check.status().name());
        if (reasons) {
            var said = new JsonArray();
            check.said().forEach(said::add);
            json.add("said", said);
        }
        return json;
    }
}
