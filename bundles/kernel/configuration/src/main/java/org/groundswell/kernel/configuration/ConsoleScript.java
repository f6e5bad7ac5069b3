package org.groundswell.kernel.configuration;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Adds to the script of the console's page <i>Configuration</i>: what is refused is shown, at its field and on top. */
@Component(service = Filter.class, property = {"osgi.http.whiteboard.filter.pattern=/res/ui/config.js",
    // Not by the whiteboard's annotations: they would make this bundle, which is among the first, wait for HTTP.
    "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)"})
public final class ConsoleScript implements Filter {
    private static final String CONSOLE = "org.apache.felix.webconsole";
    private static final String SCRIPT = "res/ui/config.js";
    private static final String ADDED = """

            $.ajaxSetup({ error: function (answer) {
              var text = answer.status === 422 ? answer.responseText
                  : 'Nothing was changed: the node answered ' + answer.status + '. ' + (answer.responseText || '');
              $('#editorForm [name]').css('outline', '').removeAttr('title');
              text.split('\\n').forEach(function (line) {
                var key = line.split(':')[0];
                $('#editorForm [name]').filter(function () { return this.name === key; })
                    .css('outline', '2px solid #c00').attr('title', line);
              });
              $('#editor p').first().removeClass('ui-helper-hidden')
                  .css({ whiteSpace: 'pre-line', fontWeight: 'bold' }).text(text);
              $('#editor').scrollTop(0);
            } });
            """;

    private final BundleContext context;

    @Activate
    public ConsoleScript(BundleContext context) {
        this.context = context;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<URL> original = Arrays.stream(context.getBundles())
                .filter(bundle -> CONSOLE.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getEntry(SCRIPT)).findFirst();
        if (original.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var http = (HttpServletResponse) response;
        http.setContentType("application/javascript;charset=UTF-8");
        http.setHeader("Cache-Control", "no-cache");
        try (InputStream in = original.get().openStream()) {
            in.transferTo(http.getOutputStream());
        }
        http.getOutputStream().write(ADDED.getBytes(StandardCharsets.UTF_8));
    }
}
