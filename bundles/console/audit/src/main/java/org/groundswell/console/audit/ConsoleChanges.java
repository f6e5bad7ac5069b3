package org.groundswell.console.audit;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.groundswell.shared.forms.FormFields;
import org.groundswell.shared.text.PlainText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what is changed on the technicians' console, before it is. Names only: of the page, of what it is done to, of the
 * settings, never a value, which may be a secret.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class ConsoleChanges implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleChanges.class);
    /** The console's own pages read their forms by the container; those of our bundles read them by themselves. */
    private static final Set<String> STOCK = Set.of("bundles", "install", "components", "configMgr", "services", "vmstat",
            "logs", "licenses", "threads", "healthcheck", "osgi-installer");

    private static final int LONGEST_NAMES = 200;

    private final AuditTrail trail;

    @Activate
    public ConsoleChanges(@Reference AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void doFilter(ServletRequest from, ServletResponse to, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) from;
        // The settings page reads by POST, too: what it shows comes from there.
        if (request.getMethod().equals("POST") && !isReading(request)) {
            try {
                trail.note(request, "console.change", subject(request), what(request));
            } catch (IOException e) {
                LOG.error("Nothing is changed on the console, because it cannot be noted: {}", e.getMessage());
                ((HttpServletResponse) to).sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return;
            }
        }
        chain.doFilter(from, to);
    }

    private static boolean isReading(HttpServletRequest request) {
        return label(request).equals("configMgr") && FormFields.isForm(request) && request.getParameter("apply") == null
                && request.getParameter("delete") == null && request.getParameter("unbind") == null;
    }

    private static String subject(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    private static String label(HttpServletRequest request) {
        String[] parts = subject(request).split("/");
        return parts.length > 1 ? parts[1] : "";
    }

    static String what(HttpServletRequest request) {
        if (!FormFields.isForm(request)) {
            String files = STOCK.contains(label(request)) ? files(request) : "";
            return files.isEmpty() ? "upload" : "upload of " + files;
        }
        if (!STOCK.contains(label(request))) {
            return "";
        }
        var what = new StringBuilder();
        for (String name : new String[] {"action", "delete", "unbind", "propertylist"}) {
            String value = request.getParameter(name);
            what.append(value == null ? "" : (what.isEmpty() ? "" : ", ") + name + "=" + value);
        }
        return what.toString();
    }

    /** The names of the files that are sent along, as the browser says them but for their folders. */
    private static String files(HttpServletRequest request) {
        try {
            String names = request.getParts().stream().map(Part::getSubmittedFileName).filter(Objects::nonNull)
                    .map(each -> each.replaceFirst("(?s)^.*[/\\\\]", "")).filter(each -> !each.isBlank())
                    .collect(Collectors.joining(", "));
            return PlainText.oneLine(names, LONGEST_NAMES);
        } catch (IOException | ServletException | RuntimeException e) {
            LOG.debug("An upload on the console cannot be read, and the page will say so", e);
            return "";
        }
    }
}
