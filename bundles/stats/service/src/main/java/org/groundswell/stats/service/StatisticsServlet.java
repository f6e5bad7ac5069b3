package org.groundswell.stats.service;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.stats.api.Statistics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** On the admin listener: {@code /metrics} for Prometheus, {@code /stats.json}, {@code /stats} for people. */
@Port(port = "stats.pages")
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/metrics", "/stats.json", "/stats"})
public final class StatisticsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Statistics statistics;
    private final transient RequestCounter requests;
    private final transient Gson gson = new GsonBuilder().setPrettyPrinting().registerTypeAdapter(Instant.class,
            (JsonSerializer<Instant>) (instant, type, context) -> new JsonPrimitive(instant.toString())).create();

    @Activate
    public StatisticsServlet(@Reference Statistics statistics, @Reference RequestCounter requests) {
        this.statistics = statistics;
        this.requests = requests;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var snapshot = statistics.snapshot();
        response.setHeader("Cache-Control", "no-store");
        // A plain page needs less than the console's, which this port allows otherwise.
        response.setHeader("Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        switch (request.getServletPath()) {
            case "/metrics" -> write(response, PrometheusText.TYPE,
                    PrometheusText.of(snapshot, requests.responseTimes()));
            case "/stats.json" -> write(response, "application/json", gson.toJson(snapshot));
            default -> write(response, "text/html; charset=utf-8", StatisticsPage.of(snapshot));
        }
    }

    private static void write(HttpServletResponse response, String type, String text) throws IOException {
        response.setContentType(type);
        response.getWriter().write(text);
    }
}
