package org.groundswell.kernel.health;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The same addresses on the admin port, with the reasons: which bundle, file, line, and what to do. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({HealthServlet.PAGES, HealthServlet.GIFTS})
public final class AdminHealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Fitness fitness;

    @Activate
    public AdminHealthServlet(@Reference Fitness fitness) {
        this.fitness = fitness;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gifts = request.getServletPath().equals(HealthServlet.GIFTS);
        HealthJson.write(fitness.report(gifts ? Fitness.Purpose.GIFTS : Fitness.Purpose.PAGES), true, response);
    }
}
