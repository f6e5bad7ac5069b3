package org.groundswell.wall;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.shared.forms.BadFormException;
import org.groundswell.shared.forms.FormFields;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.owasp.encoder.Encode;

/** Where an admin reads what donors wrote and decides what is shown. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=wall", "felix.webconsole.title=Message wall",
    "felix.webconsole.category=Groundswell"})
public final class ModerationPlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;

    private final transient MessageWall wall;

    @Activate
    public ModerationPlugin(@Reference MessageWall wall) {
        this.wall = wall;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter out = response.getWriter();
        table(out, "Waiting to be read", wall.waiting(), "show", "hide");
        table(out, "On the wall", wall.shown(), "hide");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            FormFields form = FormFields.read(request);
            String decision = form.get("decision");
            if (!decision.equals("show") && !decision.equals("hide")) {
                throw new IllegalArgumentException("no such decision");
            }
            wall.decide(UUID.fromString(form.get("donation")), decision.equals("show"));
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

    /** The console puts its own texts wherever a page says <code>${...}</code>, and takes a backslash before it away. */
    private static String text(String written) {
        return Encode.forHtml(written).replace("$", "&#36;").replace("\\", "&#92;");
    }

    private static void table(PrintWriter out, String title, List<Message> messages, String... decisions) {
        out.print("<h3>" + Encode.forHtml(title) + "</h3><table class=\"nicetable ui-widget\">"
                + "<thead class=\"ui-widget-header\"><tr><th>At</th><th>Name</th><th>Message</th><th></th></tr></thead>"
                + "<tbody class=\"ui-widget-content\">");
        for (Message message : messages) {
            out.print("<tr><td>" + Encode.forHtml(message.at().toString()) + "</td><td><bdi>"
                    + text(message.name()) + "</bdi></td><td><bdi>" + text(message.text())
                    + "</bdi></td><td><form method=\"post\"><input type=\"hidden\" name=\"donation\" value=\""
                    + message.donation() + "\">");
            for (String decision : decisions) {
                out.print("<button name=\"decision\" value=\"" + decision + "\">" + decision + "</button> ");
            }
            out.print("</form></td></tr>");
        }
        out.print("</tbody></table>");
    }
}
