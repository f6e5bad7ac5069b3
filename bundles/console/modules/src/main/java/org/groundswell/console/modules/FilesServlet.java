package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.BundleFileServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Style and script of these pages. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern({FilesServlet.STYLE, FilesServlet.SCRIPT})
public final class FilesServlet extends BundleFileServlet {
    static final String STYLE = "/modules/modules.css";
    static final String SCRIPT = "/modules/modules.js";
    /** For templates: {@code style} and {@code script}. */
    static final Map<String, String> ADDRESSES = Map.of("style", address(FilesServlet.class, "/admin", STYLE), "script",
            address(FilesServlet.class, "/admin", SCRIPT));
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public FilesServlet() {
    }
}
