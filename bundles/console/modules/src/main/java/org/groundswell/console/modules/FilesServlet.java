package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.groundswell.console.api.AdminServlet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Style and script of these pages. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern({FilesServlet.STYLE, FilesServlet.SCRIPT})
public final class FilesServlet extends HttpServlet {
    static final String STYLE = "/modules/modules.css";
    static final String SCRIPT = "/modules/modules.js";
    /** For templates: {@code style} and {@code script}. */
    static final Map<String, String> ADDRESSES = Map.of("style", "/admin" + STYLE + "?" + mark(STYLE), "script",
            "/admin" + SCRIPT + "?" + mark(SCRIPT));
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public FilesServlet() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getServletPath();
        response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
        response.setContentType(name.equals(SCRIPT) ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8");
        response.getOutputStream().write(bytes(name));
    }

    private static byte[] bytes(String name) {
        try (InputStream in = FilesServlet.class.getResourceAsStream(name.substring(name.lastIndexOf('/') + 1))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this very bundle", e);
        }
    }

    private static String mark(String name) {
        return Integer.toHexString(Arrays.hashCode(bytes(name)));
    }
}
