package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.BundleFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The look of these pages. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern(ScriptServlet.PATTERN)
public final class ScriptServlet extends HttpServlet {
    static final String PATTERN = "/site/edit.js";
    /** It changes with the content, so that browsers keep what is there. */
    static final String ADDRESS = "/admin" + PATTERN + "?" + file().mark();
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public ScriptServlet() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", BundleFile.KEPT);
        file().send(response);
    }

    private static BundleFile file() {
        return new BundleFile(ScriptServlet.class, "edit.js");
    }
}
