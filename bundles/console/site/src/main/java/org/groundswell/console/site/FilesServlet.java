package org.groundswell.console.site;

import jakarta.servlet.Servlet;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.BundleFileServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Style and script of these pages. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "editor")
@HttpWhiteboardServletPattern({FilesServlet.STYLE, FilesServlet.SCRIPT})
public final class FilesServlet extends BundleFileServlet {
    static final String STYLE = "/site/site.css";
    static final String SCRIPT = "/site/edit.js";
    /** For templates. */
    static final String STYLE_ADDRESS = address(FilesServlet.class, "/admin", STYLE);
    /** For templates. */
    static final String SCRIPT_ADDRESS = address(FilesServlet.class, "/admin", SCRIPT);
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public FilesServlet() {
    }
}
