package org.groundswell.itests;

import java.nio.file.Path;

/** A public servlet that says what it was told: who calls, by which address, with which headers. Or fails. */
final class Echo {
    private static final String SOURCE = """
            package org.example.echo;

            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import java.io.IOException;
            import java.util.Collections;
            import java.util.Locale;
            import org.groundswell.edge.api.PublicServlet;
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

            @Component(service = Servlet.class)
            @PublicServlet
            @HttpWhiteboardServletPattern("/echo")
            public class Echo extends HttpServlet {
                private static final long serialVersionUID = 1L;
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    if (request.getParameter("fail") != null) {
                        throw new IllegalStateException("broken\\r\\n2026-11-27 ERROR forged " + "x".repeat(60_000));
                    }
                    response.getWriter().println(request.getRemoteAddr() + " " + request.getScheme() + " "
                            + request.getServerName() + " " + String.join(",", Collections.list(
                                    request.getHeaderNames())).toLowerCase(Locale.ROOT));
                }
            }
            """;

    private Echo() {
    }

    /** Builds it in this folder and puts it into the node, which may run or not. */
    static void deploy(Node node, Path folder) throws Exception {
        TestBundle.deploy(node, TestBundle.build(folder, SOURCE));
    }
}
