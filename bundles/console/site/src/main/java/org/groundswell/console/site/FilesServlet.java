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

/** Style and script of these pages. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern({FilesServlet.STYLE, FilesServlet.SCRIPT})
public final class FilesServlet extends HttpServlet {
    static final String STYLE = "/site/site.css";
    static final String SCRIPT = "/site/edit.js";
    /** For templates. */
    static final String STYLE_ADDRESS = "/admin" + STYLE + "?" + file(STYLE).mark();
    /** For templates. */
    static final String SCRIPT_ADDRESS = "/admin" + SCRIPT + "?" + file(SCRIPT).mark();
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public FilesServlet() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", BundleFile.KEPT);
        file(request.getServletPath()).send(response);
    }

    private static BundleFile file(String path) {
        return new BundleFile(FilesServlet.class, path.substring(path.lastIndexOf('/') + 1));
    }
}
