package org.groundswell.itests;

import java.nio.file.Path;

/** A public servlet that answers when it is told to ({@code ?over}), and says how many wait for that ({@code ?count}). */
final class Hold {
    private static final String SOURCE = """
            package org.example.hold;

            import jakarta.servlet.Servlet;
            import jakarta.servlet.http.HttpServlet;
            import jakarta.servlet.http.HttpServletRequest;
            import jakarta.servlet.http.HttpServletResponse;
            import java.io.IOException;
            import java.util.concurrent.CountDownLatch;
            import java.util.concurrent.atomic.AtomicInteger;
            import org.groundswell.edge.api.PublicServlet;
            import org.osgi.service.component.annotations.Component;
            import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

            @Component(service = Servlet.class)
            @PublicServlet
            @HttpWhiteboardServletPattern("/hold")
            public class Hold extends HttpServlet {
                private static final long serialVersionUID = 1L;
                private final transient CountDownLatch over = new CountDownLatch(1);
                private final AtomicInteger waiting = new AtomicInteger();

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    if (request.getParameter("over") != null) {
                        over.countDown();
                    } else if (request.getParameter("count") == null) {
                        waiting.incrementAndGet();
                        try {
                            over.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                    response.getWriter().print(waiting.get());
                }
            }
            """;

    private Hold() {
    }

    /** Builds it in this folder and puts it into the node, which may run or not. */
    static void deploy(Node node, Path folder) throws Exception {
        TestBundle.deploy(node, TestBundle.build(folder, SOURCE));
    }
}
