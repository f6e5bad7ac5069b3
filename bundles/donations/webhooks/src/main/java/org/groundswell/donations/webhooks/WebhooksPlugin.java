package org.groundswell.donations.webhooks;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.donations.api.Entry;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.owasp.encoder.Encode;

/** What was given up, and what an admin can do about it. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=webhooks", "felix.webconsole.title=Webhooks",
    "felix.webconsole.category=Groundswell"})
public final class WebhooksPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    private final transient List<WebhookEndpoint> endpoints = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindEndpoint(WebhookEndpoint endpoint) {
        endpoints.add(endpoint);
    }

    void unbindEndpoint(WebhookEndpoint endpoint) {
        endpoints.remove(endpoint);
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        if (endpoints.isEmpty()) {
            out.print("<p class=\"statline\">No endpoint is set up: see docs/webhooks.md.</p>");
        }
        for (WebhookEndpoint each : endpoints) {
            out.print("<h3>" + text(each.name()) + "</h3><p class=\"statline\">" + each.outbox().waiting() + " wait, "
                    + each.outbox().givenUp() + " were given up" + text(each.trouble()
                            .map(trouble -> "; nothing is taken: " + trouble).orElse(""))
                    + teller(each) + ".</p>");
            List<Letter> dead = each.outbox().dead(SHOWN);
            if (!dead.isEmpty()) {
                out.print("<p>" + form(each, null, "all of them") + "</p>");
                table(out, each, dead);
            }
        }
    }

    private static String teller(WebhookEndpoint endpoint) {
        return switch (endpoint.teller()) {
            case OURS -> "";
            case ANOTHERS -> "; another node tells it";
            case UNKNOWN -> "; which node tells it is not known now";
        };
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            act(FormFields.read(request));
        } catch (BadFormException e) {
            response.sendError(e.status());
            return;
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getRequestURI());
    }

    private void act(FormFields form) {
        WebhookEndpoint endpoint = endpoints.stream().filter(each -> each.name().equals(form.get("endpoint")))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no such endpoint"));
        boolean all = form.get("donation").equals("all");
        UUID donation = all ? null : UUID.fromString(form.get("donation"));
        long version = all ? 0 : Long.parseLong(form.get("version"));
        switch (form.get("action")) {
            case "send again" -> endpoint.outbox().revive(donation, version, Clock.systemUTC().instant());
            case "discard" -> endpoint.outbox().discard(donation, version);
            default -> throw new IllegalArgumentException("no such action");
        }
    }

    private static void table(PrintWriter out, WebhookEndpoint endpoint, List<Letter> letters) {
        out.print("<table class=\"nicetable ui-widget\"><thead class=\"ui-widget-header\"><tr><th>At</th>"
                + "<th>Donation</th><th>Version</th><th>State</th><th>Tries</th><th>Why</th><th></th></tr></thead>"
                + "<tbody class=\"ui-widget-content\">");
        for (Letter letter : letters) {
            Entry entry = letter.entry();
            out.print("<tr>");
            for (Object cell : List.of(entry.at(), entry.donation(), entry.sequence(), entry.state(), letter.attempts(),
                    letter.failure())) {
                out.print("<td>" + text(cell) + "</td>");
            }
            out.print("<td>" + form(endpoint, entry, "") + "</td></tr>");
        }
        out.print("</tbody></table>");
    }

    private static String form(WebhookEndpoint endpoint, Entry entry, String which) {
        return "<form method=\"post\">" + hidden("endpoint", endpoint.name())
                + hidden("donation", entry == null ? "all" : entry.donation().toString())
                + hidden("version", entry == null ? "0" : String.valueOf(entry.sequence()))
                + "<button name=\"action\" value=\"send again\">send again</button> "
                + "<button name=\"action\" value=\"discard\">discard</button> " + text(which) + "</form>";
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Encode.forHtmlAttribute(value) + "\">";
    }

    /** The console puts texts of its own wherever a page says <code>${...}</code>, and takes a backslash away. */
    private static String text(Object written) {
        return Encode.forHtml(String.valueOf(written)).replace("$", "&#36;").replace("\\", "&#92;");
    }
}
