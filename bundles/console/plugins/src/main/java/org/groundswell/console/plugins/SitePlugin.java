package org.groundswell.console.plugins;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.groundswell.pages.api.SiteProblems;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What has to be mended in the site folder. */
@Component(service = Servlet.class, property = {"felix.webconsole.label=site", "felix.webconsole.title=Site",
    "felix.webconsole.category=Groundswell"})
public final class SitePlugin extends AbstractServlet {
    private static final long serialVersionUID = 1L;

    private final transient SiteProblems site;

    @Activate
    public SitePlugin(@Reference SiteProblems site) {
        this.site = site;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> problems = site.problems();
        if (problems.isEmpty()) {
            response.getWriter().print("<p class=\"statline\">The site folder has no problems.</p>");
            return;
        }
        response.getWriter().print("<p class=\"statline\">What cannot be shown stays as it was until it is"
                + " mended; all else is shown.</p>");
        var table = new Table(response.getWriter(), "Problem");
        problems.forEach(table::row);
        table.end();
    }
}
