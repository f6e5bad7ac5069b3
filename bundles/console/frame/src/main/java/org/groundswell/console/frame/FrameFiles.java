package org.groundswell.console.frame;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.groundswell.console.api.AdminServlet;
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
    static final String STYLE_ADDRESS = AdminContext.PATH + STYLE + "?" + mark(STYLE);
    static final String ICON_ADDRESS = AdminContext.PATH + ICON + "?" + mark(ICON);
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public FrameFiles() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getServletPath();
        response.setHeader("Cache-Control", "max-age=31536000, immutable");
        response.setContentType(name.equals(ICON) ? "image/svg+xml" : "text/css; charset=utf-8");
        response.getOutputStream().write(bytes(name));
    }

    private static byte[] bytes(String name) {
        try (InputStream in = FrameFiles.class.getResourceAsStream(name.substring(1))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this very bundle", e);
        }
    }

    private static String mark(String name) {
        return Integer.toHexString(Arrays.hashCode(bytes(name)));
    }
}
