package org.groundswell.kernel.configuration;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.groundswell.shared.settings.SettingsFile;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds settings from the console's page <i>Configuration</i> against what the component expects, before anything is
 * changed. The page itself would say nothing; {@link ConsoleScript} makes it show the answer.
 */
@Component(service = Filter.class, property = {"osgi.http.whiteboard.filter.pattern=/configMgr/*",
    // Not by the whiteboard's annotations: they would make this bundle, which is among the first, wait for HTTP.
    "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)"})
public final class ConsoleCheck implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleCheck.class);
    private static final int UNPROCESSABLE = 422;
    /** What the page sends where a secret was not touched. */
    private static final String UNTOUCHED = "unmodified";

    private final ConfFolder folder;

    @Activate
    public ConsoleCheck(@Reference ConfFolder folder) {
        this.folder = folder;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<String> problems = problems((HttpServletRequest) request);
        if (problems.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        LOG.warn("Settings from the console are refused: {}", String.join("; ", problems));
        var http = (HttpServletResponse) response;
        http.setStatus(UNPROCESSABLE);
        http.setContentType("text/plain;charset=UTF-8");
        http.setHeader("Cache-Control", "no-store");
        http.getWriter().println(String.join("\n", problems));
    }

    /** A GET with the right parameters changes settings as well. */
    private List<String> problems(HttpServletRequest request) {
        String listed = request.getParameter("propertylist");
        if (request.getParameter("apply") == null || request.getParameter("delete") != null || listed == null) {
            return List.of();
        }
        String factory = request.getParameter("factoryPid");
        String pid = factory != null && !factory.isBlank() ? factory : lastSegment(request.getRequestURI());
        String type = SettingsFile.parse(pid + SettingsFile.ENDING, "").type();
        Optional<ObjectClassDefinition> definition = folder.definition(type);
        return definition.map(known -> SettingsCheck.check(type, posted(request, listed, known), known).problems())
                .orElse(List.of());
    }

    private static Map<String, List<String>> posted(HttpServletRequest request, String listed,
            ObjectClassDefinition definition) {
        Map<String, AttributeDefinition> known = SettingsCheck.attributes(definition);
        var posted = new LinkedHashMap<String, List<String>>();
        for (String key : listed.split(",")) {
            AttributeDefinition attribute = known.get(key);
            String[] values = Optional.ofNullable(request.getParameterValues(key))
                    .orElse(request.getParameterValues("$" + key));
            if (attribute == null || values == null) {
                continue;
            }
            // A box that is ticked comes with the hidden field for one that is not.
            List<String> given = Arrays.stream(values).limit(SettingsCheck.isMany(attribute) ? values.length : 1)
                    .map(value -> attribute.getType() == AttributeDefinition.PASSWORD && value.equals(UNTOUCHED) ? ""
                            : value)
                    .toList();
            posted.put(key, SettingsCheck.isMany(attribute) ? given.stream().filter(each -> !each.isEmpty()).toList()
                    : given);
        }
        return posted;
    }

    /** Decoded by hand: the path info of a filter is the container's choice. */
    private static String lastSegment(String uri) {
        String path = uri.replaceFirst(";.*$", "");
        return URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"),
                StandardCharsets.UTF_8);
    }
}
