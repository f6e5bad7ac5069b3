package org.groundswell.stress;

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

/** Style and script of the page. An address changes with its content, so that browsers keep it. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator")
@HttpWhiteboardServletPattern({PageFiles.STYLE, PageFiles.SCRIPT})
public final class PageFiles extends HttpServlet {
    static final String STYLE = "/rehearsal/rehearsal.css";
    static final String SCRIPT = "/rehearsal/rehearsal.js";
    /** For templates: {@code style} and {@code script}. */
    static final Map<String, String> ADDRESSES = Map.of("style", "/admin" + STYLE + "?" + mark(STYLE), "script",
            "/admin" + SCRIPT + "?" + mark(SCRIPT));
    private static final long serialVersionUID = 1L;

    /** Made by the framework. */
    @Activate
    public PageFiles() {
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getServletPath();
        response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
        response.setContentType(name.equals(SCRIPT) ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8");
        response.getOutputStream().write(bytes(name));
    }

    private static byte[] bytes(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name.substring(name.lastIndexOf('/') + 1))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this very bundle", e);
        }
    }

    private static String mark(String name) {
        return Integer.toHexString(Arrays.hashCode(bytes(name)));
    }
}
