package org.groundswell.console.tonight;

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

/** Scripts and look of the page. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = AdminServlet.SIGNED_IN)
@HttpWhiteboardServletPattern({ChartFiles.SCRIPT, ChartFiles.STYLE, ChartFiles.CHARTS, ChartFiles.CHARTS_STYLE})
public final class ChartFiles extends HttpServlet {
    static final String SCRIPT = "/tonight/tonight.js";
    static final String STYLE = "/tonight/tonight.css";
    static final String CHARTS = "/tonight/uplot.js";
    static final String CHARTS_STYLE = "/tonight/uplot.css";
    /** Where a page finds them. */
    static final Map<String, String> ADDRESSES = Map.of("script", address(SCRIPT), "style", address(STYLE), "charts",
            address(CHARTS), "chartsStyle", address(CHARTS_STYLE));
    /** uPlot, with its licence beside it. */
    private static final String LIBRARY = "/io/leeoniya/uplot/";
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public ChartFiles() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "max-age=31536000, immutable");
        file(request.getServletPath()).send(response);
    }

    private static String address(String path) {
        return "/admin" + path + "?" + file(path).mark();
    }

    private static BundleFile file(String path) {
        return new BundleFile(ChartFiles.class, switch (path) {
            case CHARTS -> LIBRARY + "uPlot.iife.min.js";
            case CHARTS_STYLE -> LIBRARY + "uPlot.min.css";
            default -> path.substring(path.lastIndexOf('/') + 1);
        });
    }
}
