package __package__;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.groundswell.edge.api.PublicServlet;
import org.groundswell.kernel.api.ports.Port;
import org.groundswell.pages.api.Pages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** A page of its own in the site's look. It is a port: visitors wait a moment while this bundle is replaced. */
@Port(port = "__name__.page")
@Component(service = Servlet.class, configurationPid = "__package__")
@Designate(ocd = PageServlet.Config.class)
@PublicServlet
@HttpWhiteboardServletPattern("/__name__")
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Pages pages;
    private final String greeting;

    /** The feature file has a setting, too; one in the node's conf/__package__.cfg has the last word. */
    @ObjectClassDefinition(name = "__name__: page")
    public @interface Config {
        @AttributeDefinition(description = "The page's title")
        String greeting() default "Hello";
    }

    @Activate
    public PageServlet(@Reference Pages pages, Config config) {
        this.pages = pages;
        this.greeting = config.greeting();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String language = language(request.getLocale().getLanguage(), pages.site().languages());
        byte[] page = pages.render("__name__", language, Map.of("meta", Map.of("title", greeting), "content",
                "<p>This page comes from a bundle of its own.</p>"));
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(page);
    }

    static String language(String wanted, List<String> languages) {
        return languages.contains(wanted) ? wanted : languages.getFirst();
    }
}
