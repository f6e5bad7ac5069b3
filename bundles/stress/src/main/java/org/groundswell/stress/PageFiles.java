package org.groundswell.stress;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.BundleFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Style and script of the page. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern({PageFiles.STYLE, PageFiles.SCRIPT})
public final class PageFiles extends HttpServlet {
    static final String STYLE = "/rehearsal/rehearsal.css";
    static final String SCRIPT = "/rehearsal/rehearsal.js";
    /** For templates: {@code style} and {@code script}. */
    static final Map<String, String> ADDRESSES = Map.of("style", "/admin" + STYLE + "?" + file(STYLE).mark(), "script",
            "/admin" + SCRIPT + "?" + file(SCRIPT).mark());
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public PageFiles() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", BundleFile.KEPT);
        file(request.getServletPath()).send(response);
    }

    private static BundleFile file(String path) {
        return new BundleFile(PageFiles.class, path.substring(path.lastIndexOf('/') + 1));
    }
}
