package org.groundswell.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A bundle with a page, {@code /greeter}, and a health check, as good or bad as a test wants it. */
final class Greeter {
    static final String NAME = "org.example.greeter";
    private static final String SOURCE = """
            package org.example.greeter;

            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import java.io.IOException;
            import org.apache.felix.hc.api.HealthCheck;
            import org.apache.felix.hc.api.Result;
            import org.groundswell.edge.api.PublicServlet;
            import org.groundswell.kernel.api.ports.Port;
            import org.osgi.service.component.annotations.Activate;
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

            @Port(port = "example.greeter")
            @Component(service = Servlet.class)
            @PublicServlet
            @HttpWhiteboardServletPattern("/greeter")
            public class Greeter extends HttpServlet {
                private static final long serialVersionUID = 1L;
                @Activate
                public Greeter() {
                    %1$s
                }
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    %2$s
                }
                @Component(service = HealthCheck.class, property = HealthCheck.NAME + "=greeter")
                public static class Check implements HealthCheck {
                    @Override
                    public Result execute() {
                        return new Result(Result.Status.%3$s, "so it says");
                    }
                }
            }
            """;

    private Greeter() {
    }

    /**
     * @param constructor statements of the servlet's constructor
     * @param body        statements that answer a request
     * @param health      what the check says
     */
    static Path build(Path folder, String version, String constructor, String body, String health) throws Exception {
        return TestBundle.build(folder, SOURCE.formatted(constructor, body, health), Map.of("Bundle-Version", version));
    }

    /** Takes out what a test has put into {@code deploy/}, and waits until only what is shipped is left. */
    static void clear(Node node) throws Exception {
        try (var files = Files.newDirectoryStream(node.home().resolve("deploy"), "{*.jar,*.png,notes.txt}")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Await.until("only shipped bundles are left", () -> node.visitor().get("/greeter").status() == 404
                && node.script("shell", "lb", "-s", "org.groundswell.payments.sandbox").text().contains("1.0.0"));
    }

    /** Statements that say this. */
    static String hello(String text) {
        return "response.getWriter().println(\"" + text + "\");";
    }
}
