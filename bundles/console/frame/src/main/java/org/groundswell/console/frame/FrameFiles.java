package org.groundswell.console.frame;

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

/** The look of the admin's pages. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.EVERYBODY)
@HttpWhiteboardServletPattern({FrameFiles.STYLE, FrameFiles.ICON})
public final class FrameFiles extends HttpServlet {
    static final String STYLE = "/admin.css";
    static final String ICON = "/icon.svg";
    static final String STYLE_ADDRESS = AdminContext.PATH + STYLE + "?" + file(STYLE).mark();
    static final String ICON_ADDRESS = AdminContext.PATH + ICON + "?" + file(ICON).mark();
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public FrameFiles() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "max-age=31536000, immutable");
        file(request.getServletPath()).send(response);
    }

    private static BundleFile file(String path) {
        return new BundleFile(FrameFiles.class, path.substring(1));
    }
}
