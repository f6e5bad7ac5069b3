package org.groundswell.stress;

import jakarta.servlet.Servlet;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.shared.servlets.BundleFileServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Style and script of the page. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern({PageFiles.STYLE, PageFiles.SCRIPT})
public final class PageFiles extends BundleFileServlet {
    static final String STYLE = "/rehearsal/rehearsal.css";
    static final String SCRIPT = "/rehearsal/rehearsal.js";
    /** For templates: {@code style} and {@code script}. */
    static final Map<String, String> ADDRESSES = Map.of("style", address(PageFiles.class, "/admin", STYLE), "script",
            address(PageFiles.class, "/admin", SCRIPT));
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public PageFiles() {
    }
}
